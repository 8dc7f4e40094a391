using System.Text.Json;
using Cms.Content.Posts;
using Cms.Content.Rebuilding;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;

namespace Cms.Tests.Posts;

/// <summary>The log lives for years: the oldest form of each event is read as it was meant. Nothing here may be changed, only added to.</summary>
public sealed class EventLogTests
{
    private const string Content = """{"title":"Old","slug":"old","path":"/old","markdown":"Text."}""";

    private static readonly Guid Id = Guid.Parse("0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51");

    [Fact]
    public void An_import_without_an_actor()
    {
        var post = After(null, Read<PostImported>(
            $$"""
              {"content":{{Content}},"origin":{"sourceId":"0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a52","source":"blog","file":"_posts/old.md","hash":"00"},
               "status":"Published","at":"2026-01-01T00:00:00+00:00"}
              """));
        post.Status.ShouldBe(PostStatus.Published);
        post.PublishedRevision.ShouldBe(1);
        post.ImportedRevision.ShouldBe(1);
        post.Content.Title.ShouldBe("Old");
    }

    [Fact]
    public void A_trashing_without_an_actor() =>
        After(Draft(), Read<PostTrashed>("""{"at":"2026-01-02T00:00:00+00:00"}""")).Status.ShouldBe(PostStatus.Trashed);

    [Fact]
    public void A_creation() => Draft().Content.Markdown.ShouldBe("Text.");

    [Fact]
    public void A_revision_holds_what_changed()
    {
        var post = After(Draft(), Read<PostRevised>(
            """{"changes":{"title":"New","description":"More","tags":["a","b"]},"by":{"name":"jane"},"at":"2026-01-02T00:00:00+00:00"}"""));
        post = After(post, Read<PostRevised>("""{"changes":{"description":null},"by":{"name":"jane"},"at":"2026-01-03T00:00:00+00:00"}"""));
        post.Content.Title.ShouldBe("New");
        post.Content.Description.ShouldBeNull();
        post.Content.Tags.ShouldBe(["a", "b"]);
        post.Content.Markdown.ShouldBe("Text.");
        post.ContentRevision.ShouldBe(3);
    }

    [Fact]
    public void A_publication()
    {
        var post = Published();
        post.Status.ShouldBe(PostStatus.Published);
        post.PublishedRevision.ShouldBe(2);
        post.Path.ShouldBe("/2026/01/02/old");
        post.Content.PublishedOn.ShouldBe(new DateOnly(2026, 1, 2));
    }

    [Fact]
    public void A_move()
    {
        const string Moved = """{"path":"/blog/old-2","configuredPath":"/blog/old","by":{"name":"jane"},"at":"2026-01-03T00:00:00+00:00"}""";
        var post = After(Published(), Read<PostMoved>(Moved));
        post.Path.ShouldBe("/blog/old-2");
        post.PublishedRevision.ShouldBe(3);
        post.FormerPaths.ShouldHaveSingleItem().Address.ShouldBe("/2026/01/02/old");
        After(Draft(), Read<PostMoved>(Moved)).PublishedRevision.ShouldBeNull();
    }

    [Fact]
    public void Times()
    {
        var post = After(Draft(), Read<PostScheduled>(
            """{"publishAt":"2026-02-01T00:00:00+00:00","unpublishAt":null,"by":{"name":"jane"},"at":"2026-01-02T00:00:00+00:00"}"""));
        post.Status.ShouldBe(PostStatus.Scheduled);
        post.DueAt.ShouldBe(DateTimeOffset.Parse("2026-02-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Being_unpublished_archived_and_restored()
    {
        const string Event = """{"by":{"name":"jane","keyId":"0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a53","address":"192.0.2.1"},"at":"2026-01-03T00:00:00+00:00"}""";
        After(Published(), Read<PostUnpublished>(Event)).Status.ShouldBe(PostStatus.Draft);
        var archived = After(Published(), Read<PostArchived>(Event));
        archived.Status.ShouldBe(PostStatus.Archived);
        archived.PublishedRevision.ShouldBeNull();
        After(archived, Read<PostRestored>(Event)).Status.ShouldBe(PostStatus.Draft);
    }

    [Fact]
    public void A_revision_restored()
    {
        var post = After(Published(), Read<RevisionRestored>(
            """{"restored":1,"changes":{"title":"Older"},"by":{"name":"jane"},"at":"2026-01-03T00:00:00+00:00"}"""));
        post.Content.Title.ShouldBe("Older");
        post.HasUnpublishedChanges.ShouldBeTrue();
    }

    [Fact]
    public void What_was_done_to_terms()
    {
        const string By = "\"by\":{\"name\":\"jane\"},\"at\":\"2026-01-03T00:00:00+00:00\"}";
        TermsOfLog terms = new();
        terms.Apply(Read<TermDescribed>("""{"taxonomy":"Tag","termId":1,"before":{"name":"Docker","slug":"docker"},"after":{"name":"Docker","slug":"docker","description":"D"},""" + By), 1, Id);
        terms.Apply(Read<TermRenamed>("""{"taxonomy":"Tag","termId":1,"before":{"name":"Docker","slug":"docker"},"after":{"name":"Docker Engine","slug":"docker-engine"},""" + By), 2, Id);
        terms.Apply(Read<TermRemoved>("""{"taxonomy":"Tag","termId":1,"term":{"name":"Docker Engine","slug":"docker-engine"},""" + By), 3, Id);
        terms.Apply(Read<TermMerged>("""{"taxonomy":"Tag","termId":1,"term":{"name":"Docker Engine","slug":"docker-engine"},"intoId":2,"into":{"name":"Containers","slug":"containers"},""" + By), 4, Id);

        var term = terms.Terms.ShouldHaveSingleItem();
        term.Profile.Name.ShouldBe("Containers");
        term.Keys.ShouldBe(new Dictionary<string, long?>(StringComparer.Ordinal) { ["containers"] = null, ["docker"] = 3, ["docker engine"] = 3 }, ignoreOrder: true);
        term.Slugs.ShouldBe(["containers", "docker", "docker-engine"], ignoreOrder: true);
        term.MergedStreams.ShouldBe([Id]);
    }

    [Fact]
    public void A_purge_names_addresses_and_no_text()
    {
        var purged = Read<PostPurged>(
            """{"addresses":["/old"],"sourceId":"0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a52","hash":"00","by":{"name":"jane"},"at":"2026-01-03T00:00:00+00:00"}""");
        purged.Addresses.ShouldBe(["/old"]);
        purged.SourceId.ShouldBe(Guid.Parse("0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a52"));
        purged.Hash.ShouldBe("00");
        purged.By.Name.ShouldBe("jane");
    }

    private static Post Draft() => After(null, Read<PostCreated>($$"""{"content":{{Content}},"by":{"name":"jane"},"at":"2026-01-01T00:00:00+00:00"}"""));

    private static Post Published() => After(Draft(), Read<PostPublished>(
        """{"path":"/2026/01/02/old","publishedAt":"2026-01-02T00:00:00+00:00","publishedOn":"2026-01-02","by":{"name":"jane"},"at":"2026-01-02T00:00:00+00:00"}"""));

    private static Post After(Post? post, object @event) => Post.After(post, Id, @event);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, DocumentJson.Options)!;
}
