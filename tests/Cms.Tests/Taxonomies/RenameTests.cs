using System.Net;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Taxonomies;

public sealed class RenameTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private TaggedPosts posts = null!;

    public async ValueTask InitializeAsync() => posts = await TaggedPosts.OfAsync(cms);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_renamed_tag_has_its_new_name_on_all_posts_and_no_revision_of_theirs_changes()
    {
        var tag = TaggedPosts.Tag();
        var (published, draft) = (await posts.PublishAsync(tag), await posts.Writer.CreateAsync(new { title = WritingClient.Unique("Draft"), tags = new[] { tag } }));

        var renamed = await posts.RenameAsync(tag, $"{tag} Engine");

        renamed["slug"]!.GetValue<string>().ShouldBe($"{tag}-engine");
        renamed["revision"]!.GetValue<int>().ShouldBe(2);
        renamed["count"]!.GetValue<int>().ShouldBe(1);
        (await posts.SlugsAsync(published)).ShouldBe([$"{tag}-engine"]);
        (await posts.DraftNamesAsync(draft)).ShouldBe([$"{tag} Engine"]);
        foreach (var post in new[] { published, draft })
        {
            (await posts.Writer.ChangeAsync("PATCH", WritingClient.AddressOf(post), new { }))["revision"]!.GetValue<int>().ShouldBe(post["revision"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task An_editor_who_has_read_a_post_before_its_tag_was_renamed_can_still_change_it()
    {
        var tag = TaggedPosts.Tag();
        var post = await posts.PublishAsync(tag);
        await posts.RenameAsync(tag, $"{tag} new");

        var changed = await WritingClient.ReadAsync(posts.Writer.SendAsync("PATCH", WritingClient.AddressOf(post), new { title = "Another title" }, WritingClient.IfMatch(post)));

        TaggedPosts.Slugs(changed).ShouldBe([$"{tag}-new"]);
    }

    [Fact]
    public async Task A_former_slug_leads_to_the_tag_with_301_over_rest_and_at_once_in_graphql()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);
        await posts.RenameAsync(tag, $"{tag}-2nd");
        await posts.RenameAsync($"{tag}-2nd", $"{tag}-3rd");

        foreach (var former in new[] { tag, $"{tag}-2nd", tag.ToUpperInvariant() })
        {
            using var answer = await cms.GetAsync($"/api/v1/tags/{former}");
            answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
            answer.Headers.Location!.ToString().ShouldBe($"/api/v1/tags/{tag}-3rd");
        }

        (await cms.GetJsonAsync($"/api/v1/posts?tag={tag}"))["items"]!.AsArray().Count.ShouldBe(1);
        (await GraphQL.GraphQLClient.QueryAsync(cms, $$"""{ tag(slug: "{{tag}}") { name count } }""")).ToJsonString()
            .ShouldBe($$$"""{"tag":{"name":"{{{tag}}}-3rd","count":1}}""");
    }

    [Fact]
    public async Task What_is_written_under_the_old_name_lands_on_the_renamed_tag()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);
        await posts.RenameAsync(tag, $"{tag} new");

        var later = await posts.PublishAsync(tag.ToUpperInvariant());
        await cms.ImportAsync(("_posts/2024-01-01-later.md", $"---\ntitle: T\ntags: [{tag}]\npermalink: /{tag}\n---\nText\n"));

        (await posts.SlugsAsync(later)).ShouldBe([$"{tag}-new"]);
        (await posts.CountAsync($"{tag}-new")).ShouldBe(3);
    }

    [Fact]
    public async Task A_name_that_another_tag_has_or_had_is_refused_and_merging_is_told_of()
    {
        var (one, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(one, other);
        await posts.RenameAsync(other, $"{other} new");

        foreach (var name in new[] { $"{other} NEW", other })
        {
            using var answer = await posts.Writer.SendAsync("PATCH", $"/api/v1/tags/{one}", new { name }, "If-Match: *");
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = await CmsFixture.ProblemOfAsync(answer);
            problem["code"]!.GetValue<string>().ShouldBe("name-taken");
            problem["detail"]!.GetValue<string>().ShouldContain("Merge");
            problem["errors"]!["name"].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_tag_takes_a_former_name_of_its_own_back()
    {
        var tag = TaggedPosts.Tag();
        var post = await posts.PublishAsync(tag);
        await posts.RenameAsync(tag, $"{tag} new");

        (await posts.RenameAsync($"{tag}-new", tag.ToUpperInvariant()))["slug"]!.GetValue<string>().ShouldBe(tag);

        (await posts.SlugsAsync(post)).ShouldBe([tag]);
        (await posts.DraftNamesAsync(post)).ShouldBe([tag.ToUpperInvariant()]);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_revision()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);

        (await posts.RenameAsync(tag, $" {tag} "))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_description_shows_to_readers_and_null_takes_it_away()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);

        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/tags/{tag}", new { description = "All about it" });
        (await cms.GetJsonAsync($"/api/v1/tags/{tag}"))["description"]!.GetValue<string>().ShouldBe("All about it");

        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/tags/{tag}", """{"description":null}""");
        (await cms.GetJsonAsync($"/api/v1/tags/{tag}"))["description"].ShouldBeNull();
    }

    [Fact]
    public async Task An_authors_profile_shows_to_readers_save_the_address()
    {
        var name = TaggedPosts.Tag();
        await posts.Writer.PublishAsync(new { title = WritingClient.Unique("By"), authors = new[] { name } });

        var profile = await posts.Writer.ChangeAsync(
            "PATCH", $"/api/v1/authors/{name}", new { name = $"{name} Doe", url = "https://example.org/", bio = "Writes.", email = "jane@example.org" });

        profile["email"]!.GetValue<string>().ShouldBe("jane@example.org");
        var shown = await cms.GetJsonAsync($"/api/v1/authors/{name}-doe");
        shown["bio"]!.GetValue<string>().ShouldBe("Writes.");
        shown["url"]!.GetValue<string>().ShouldBe("https://example.org/");
        shown.ToJsonString().ShouldNotContain("jane@");
    }

    [Fact]
    public async Task A_category_is_renamed_like_a_tag_and_moves_no_post()
    {
        var name = TaggedPosts.Tag();
        var post = await posts.Writer.PublishAsync(new { title = WritingClient.Unique("In"), category = name });

        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/categories/{name}", new { name = $"{name} new" });

        var shown = await cms.GetJsonAsync($"/api/v1/posts/{post["id"]}");
        shown["category"]!.GetValue<string>().ShouldBe($"{name} new");
        shown["path"]!.GetValue<string>().ShouldBe(post["path"]!.GetValue<string>());
        (await cms.GetJsonAsync($"/api/v1/posts?category={name}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_names_the_revision_that_it_goes_by()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);
        var address = $"/api/v1/tags/{tag}";
        var revision = (await cms.GetJsonAsync(address))["revision"]!.GetValue<int>();

        using var without = await posts.Writer.SendAsync("PATCH", address, new { description = "1" });
        using var first = await posts.Writer.SendAsync("PATCH", address, new { description = "2" }, $"If-Match: \"{revision}\"");
        using var stale = await posts.Writer.SendAsync("PATCH", address, new { description = "3" }, $"If-Match: \"{revision}\"");
        using var weak = await posts.Writer.SendAsync("DELETE", address, body: null, $"If-Match: W/\"{revision + 1}\"");

        without.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        first.Headers.ETag!.Tag.ShouldBe($"\"{revision + 1}\"");
        (await CmsFixture.CodeOfAsync(stale)).ShouldBe("stale-revision");
        weak.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await cms.GetJsonAsync(address))["description"]!.GetValue<string>().ShouldBe("2");
    }

    [Fact]
    public async Task Of_many_who_rename_a_tag_at_the_same_revision_one_wins()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var answer = await posts.Writer.SendAsync("PATCH", $"/api/v1/tags/{tag}", new { name = $"{tag} {number}" }, "If-Match: \"1\"");
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(status => status != HttpStatusCode.OK).ShouldAllBe(status => status == HttpStatusCode.PreconditionFailed || status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Each_change_stands_in_the_audit_by_its_kind()
    {
        var name = TaggedPosts.Tag();
        await posts.Writer.PublishAsync(new { title = WritingClient.Unique("By"), authors = new[] { name } });
        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/authors/{name}", new { name = $"{name} Doe" });

        var rows = (await posts.Writer.GetAsync("/api/v1/audit?kind=author"))["items"]!.AsArray();

        rows.ShouldContain(row => row!["action"]!.GetValue<string>() == "renamed" && row["details"]!["revision"]!.GetValue<int>() == 2);
        rows.ToJsonString().ShouldNotContain(name);
    }

    [Theory]
    [InlineData("""{"name":""}""", 422, "name")]
    [InlineData("""{"name":"  "}""", 422, "name")]
    [InlineData("""{"name":"!!!"}""", 422, "name")]
    [InlineData("""{"name":"a\u0000b"}""", 422, "name")]
    [InlineData("""{"name":"a\ud800b"}""", 400, "name")]
    [InlineData("""{"name":"a\nb"}""", 422, "name")]
    [InlineData("""{"name":null}""", 400, "name")]
    [InlineData("""{"name":1}""", 400, "name")]
    [InlineData("""{"description":"a\u0000b"}""", 422, "description")]
    [InlineData("""{"slug":"other"}""", 400, "slug")]
    [InlineData("""{"url":"https://example.org/"}""", 400, "url")]
    public async Task What_a_tag_cannot_be_is_refused_with_field_and_reason(string body, int status, string field)
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);

        using var answer = await posts.Writer.SendAsync("PATCH", $"/api/v1/tags/{tag}", body, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull();
        (await cms.GetJsonAsync($"/api/v1/tags/{tag}"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("tags", "name", 10_000)]
    [InlineData("tags", "description", 10_001)]
    [InlineData("authors", "bio", 10_001)]
    [InlineData("authors", "url", 2_001)]
    public async Task What_is_longer_than_its_limit_is_refused(string kind, string field, int length)
    {
        var name = TaggedPosts.Tag();
        await posts.Writer.PublishAsync(new { title = WritingClient.Unique("T"), tags = new[] { name }, authors = new[] { name } });

        using var answer = await posts.Writer.SendAsync(
            "PATCH", $"/api/v1/{kind}/{name}", new Dictionary<string, string>(StringComparer.Ordinal) { [field] = new('a', length) }, "If-Match: *");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("javascript:alert(1)", "url")]
    [InlineData("nobody", "email")]
    public async Task A_profile_holds_addresses_that_can_be_taken_only(string value, string field)
    {
        var name = TaggedPosts.Tag();
        await posts.Writer.PublishAsync(new { title = WritingClient.Unique("T"), authors = new[] { name } });

        using var answer = await posts.Writer.SendAsync(
            "PATCH", $"/api/v1/authors/{name}", new Dictionary<string, string>(StringComparer.Ordinal) { [field] = value }, "If-Match: *");

        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_a_former_slug_says_where_it_is_now()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag);
        await posts.RenameAsync(tag, $"{tag} new");

        using var former = await posts.Writer.SendAsync("DELETE", $"/api/v1/tags/{tag}", body: null, "If-Match: *");
        using var never = await posts.Writer.SendAsync("DELETE", $"/api/v1/tags/{TaggedPosts.Tag()}", body: null, "If-Match: *");

        former.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CmsFixture.ProblemOfAsync(former))["detail"]!.GetValue<string>().ShouldContain($"{tag}-new");
        (await CmsFixture.CodeOfAsync(never)).ShouldBe("tag-not-found");
        (await posts.CountAsync($"{tag}-new")).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_may_not_write_is_refused()
    {
        var previewer = await WritingClient.OfAsync(cms, "preview", "publish");
        using var answer = await previewer.SendAsync("PATCH", "/api/v1/tags/any", new { description = "D" }, "If-Match: *");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
