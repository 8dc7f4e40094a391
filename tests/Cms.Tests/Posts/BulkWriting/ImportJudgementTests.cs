using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Posts.BulkWriting;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.BulkWriting.VariedPosts;

namespace Cms.Tests.Posts.BulkWriting;

/// <summary>What a file is worth against what the store has become since it was read.</summary>
public sealed class ImportJudgementTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    // imported as, in the store now, in the file now, edited
    [InlineData(PostStatus.Published, PostStatus.Published, PostStatus.Published, false, null)]
    [InlineData(PostStatus.Published, PostStatus.Published, PostStatus.Published, true, ImportConflict.Edited)]
    [InlineData(PostStatus.Published, PostStatus.Published, PostStatus.Draft, false, null)]
    [InlineData(PostStatus.Published, PostStatus.Trashed, PostStatus.Published, false, ImportConflict.Trashed)]
    [InlineData(PostStatus.Published, PostStatus.Trashed, PostStatus.Draft, true, ImportConflict.Trashed)]
    [InlineData(PostStatus.Published, PostStatus.Archived, PostStatus.Published, false, ImportConflict.Archived)]
    [InlineData(PostStatus.Published, PostStatus.Draft, PostStatus.Published, false, ImportConflict.Unpublished)]
    [InlineData(PostStatus.Published, PostStatus.Draft, PostStatus.Draft, false, null)]
    [InlineData(PostStatus.Draft, PostStatus.Draft, PostStatus.Published, false, null)]
    [InlineData(PostStatus.Draft, PostStatus.Published, PostStatus.Published, false, null)]
    [InlineData(PostStatus.Draft, PostStatus.Published, PostStatus.Draft, false, ImportConflict.Published)]
    [InlineData(PostStatus.Scheduled, PostStatus.Published, PostStatus.Published, false, null)]
    [InlineData(PostStatus.Scheduled, PostStatus.Published, PostStatus.Draft, false, null)]
    [InlineData(PostStatus.Scheduled, PostStatus.Draft, PostStatus.Scheduled, false, ImportConflict.Unpublished)]
    public void What_was_decided_in_the_store_stands_against_the_file(PostStatus imported, PostStatus stored, PostStatus file, bool isEdited, ImportConflict? conflict) =>
        new KnownPost(Guid.Empty, Revision: 2, ImportedRevision: 1, "a.md", "hash", "/a", stored, DueAt: null, imported, isEdited, IsPruned: false, BlogPath: "/a")
            .ConflictWith(file).ShouldBe(conflict);

    [Fact]
    public async Task A_post_trashed_while_its_file_was_prepared_stays_in_the_trash()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        var id = (await store.Writer.ImportAsync([Post(source, "a.md", Named("a"))], Actor.Program, Ct))[0].Id;
        var known = (await store.Writer.OfSourceAsync(source.Id, Ct))[0];
        var prepared = await store.Writer.PrepareAsync([Post(source, "a.md", Named("a", "Changed."), known: known)], Ct);

        await store.AppendAsync(id, 2, new PostTrashed(store.Clock.GetUtcNow()));

        var imported = (await store.Writer.ImportAsync(prepared, Actor.Program, rehearsal: null, Ct))[0];
        imported.Outcome.ShouldBe(ImportOutcome.Conflict);
        imported.Conflict.ShouldBe(ImportConflict.Trashed);
        (await store.LoadAsync(id)).Revision.ShouldBe(2);

        var forced = (await store.Writer.ImportAsync([Post(source, "a.md", Named("a", "Changed."), known: known, force: true)], Actor.Program, Ct))[0];
        forced.Outcome.ShouldBe(ImportOutcome.Updated);
        (await store.LoadAsync(id)).Status.ShouldBe(PostStatus.Published);
        (await store.LoadAsync(id)).Content.Markdown.ShouldBe("Changed.");
    }

    [Fact]
    public async Task A_path_that_is_taken_while_a_post_is_prepared_is_not_given_twice()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        var prepared = await store.Writer.PrepareAsync([Post(source, "mine.md", Named("same", "Mine.") with { Title = "Mine" })], Ct);
        await store.Writer.ImportAsync([Post(source, "other.md", Named("same"))], Actor.Program, Ct);

        var imported = (await store.Writer.ImportAsync(prepared, Actor.Program, rehearsal: null, Ct))[0];

        imported.Path.ShouldBe("/same-2.html");
        imported.MovedFrom.ShouldBe("/same.html");
        await using var session = store.Marten.QuerySession();
        (await session.LoadAsync<PublishedPost>(imported.Id, Ct))!.Path.ShouldBe("/same-2.html");
    }

    [Fact]
    public async Task What_was_written_ahead_of_a_post_that_came_in_by_another_import_goes_again()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        var mine = await BeginAsync(Post(source, "a.md", Named("a", "[x](/x)")), Post(source, "b.md", Named("b", "[x](/x)")));
        var other = await BeginAsync(Post(source, "a.md", Named("a", "[x](/x)")), Post(source, "c.md", Named("b", "[x](/x)")));

        await store.Writer.ImportAsync(other, rehearsal: null, Ct);
        var imported = await store.Writer.ImportAsync(mine, rehearsal: null, Ct);

        imported.Select(post => (post.Outcome, post.Path)).ShouldBe([(ImportOutcome.Unchanged, "/a.html"), (ImportOutcome.Created, "/b-2.html")]);
        await using var command = store.DataSource.CreateCommand(
            """
            select array[(select count(*) from cms.mt_events where type = 'post_imported'), (select count(*) from cms.mt_streams where type = 'post'),
              (select count(*) from cms.published_bodies), (select count(*) from cms.published_post_links)]
            """);
        ((long[])(await command.ExecuteScalarAsync(Ct))!).ShouldAllBe(count => count == 3);

        async Task<BegunWrite> BeginAsync(params PostToImport[] posts) => await store.Writer.BeginAsync(await store.Writer.PrepareAsync(posts, Ct), Actor.Program, Ct);
    }

    [Fact]
    public async Task A_post_is_rendered_as_its_source_is_when_it_is_written()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog", "place: Berlin");
        var prepared = await store.Writer.PrepareAsync([Post(source, "a.md", Named("a", "In {{ site.place }}."))], Ct);
        await store.ConfigureAsync("blog", "place: Paris");

        var imported = (await store.Writer.ImportAsync(prepared, Actor.Program, rehearsal: null, Ct))[0];

        await using var session = store.Marten.QuerySession();
        (await session.LoadAsync<PublishedPost>(imported.Id, Ct))!.ExcerptText.Trim().ShouldBe("In Paris.");
    }

    [Fact]
    public async Task Two_posts_change_places_in_one_import()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        await store.Writer.ImportAsync([Post(source, "a.md", Named("a")), Post(source, "b.md", Named("b"))], Actor.Program, Ct);
        var known = (await store.Writer.OfSourceAsync(source.Id, Ct)).ToDictionary(post => post.File, StringComparer.Ordinal);

        var imported = await store.Writer.ImportAsync([Post(source, "a.md", Named("b"), known: known["a.md"]), Post(source, "b.md", Named("a"), known: known["b.md"])], Actor.Program, Ct);

        imported.Select(post => post.Path).ShouldBe(["/b.html", "/a.html"]);
    }

    [Fact]
    public async Task A_rehearsal_says_what_would_be_and_keeps_nothing()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        await store.Writer.ImportAsync([Post(source, "leaves.md", Named("wanted"))], Actor.Program, Ct);
        var known = (await store.Writer.OfSourceAsync(source.Id, Ct))[0];
        var before = await store.RowsAsync(new HashSet<string>(StringComparer.Ordinal));
        var rehearsal = new Rehearsal();

        var first = await RehearseAsync(Post(source, "leaves.md", Named("elsewhere"), known: known));
        var second = await RehearseAsync(Post(source, "takes.md", Named("wanted")));
        var third = await RehearseAsync(Post(source, "is-late.md", Named("wanted")));
        var gone = await store.Writer.TrashAsync([known], Actor.Program, force: false, rehearsal, Ct);

        (first.Outcome, first.Path).ShouldBe((ImportOutcome.Updated, "/elsewhere.html"));
        (second.Outcome, second.Path).ShouldBe((ImportOutcome.Created, "/wanted.html"));
        (third.Outcome, third.Path).ShouldBe((ImportOutcome.Created, "/wanted-2.html"));
        gone[0].Outcome.ShouldBe(ImportOutcome.Trashed);
        var after = await store.RowsAsync(new HashSet<string>(StringComparer.Ordinal));
        after.Values.ShouldBe(before.Values);

        async Task<ImportedPost> RehearseAsync(PostToImport post) => (await store.Writer.ImportAsync(await store.Writer.PrepareAsync([post], Ct), Actor.Program, rehearsal, Ct))[0];
    }

    [Fact]
    public async Task A_post_that_another_file_is_now_does_not_go_with_its_old_file()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        await store.Writer.ImportAsync([Post(source, "old.md", Named("a"))], Actor.Program, Ct);
        var known = (await store.Writer.OfSourceAsync(source.Id, Ct))[0];
        await store.Writer.ImportAsync([Post(source, "new.md", Named("a"), known: known)], Actor.Program, Ct);

        (await store.Writer.TrashAsync([known], Actor.Program, force: false, rehearsal: null, Ct))[0].Outcome.ShouldBe(ImportOutcome.Unchanged);

        (await store.LoadAsync(known.Id)).Status.ShouldBe(PostStatus.Published);
    }

    [Fact]
    public async Task Many_names_of_one_slug_get_numbers_in_their_order()
    {
        await using var store = await BareStore.OpenAsync(postgres);
        var source = await store.ConfigureAsync("blog");
        string[] names = ["C", "C!", "C?", "C-2", "C:", "C;"];

        await store.Writer.ImportAsync([Post(source, "a.md", Named("a", "Text.", names[..3]))], Actor.Program, Ct);
        await store.Writer.ImportAsync([Post(source, "b.md", Named("b", "Text.", names[2..]))], Actor.Program, Ct);

        var terms = (await store.RowsAsync(new HashSet<string>(StringComparer.Ordinal)
        {
            "id", "taxonomy", "key", "description", "url", "bio", "email", "revision", "is_renamed", "stream_id", "merged_streams",
        }))["terms"];
        terms.Select(term => term.Replace("\n  ", " ", StringComparison.Ordinal)).ShouldBe(
            ["name = C slug = c", "name = C! slug = c-2", "name = C? slug = c-3", "name = C-2 slug = c-2-2", "name = C: slug = c-4", "name = C; slug = c-5"],
            ignoreOrder: true);
    }
}
