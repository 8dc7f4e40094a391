using Cms.Content.Rebuilding;
using Cms.Content.Storage;
using Cms.Tests.Changes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Cms.Tests.Taxonomies;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Rebuilding;

/// <summary>All that the store shows follows from its log.</summary>
public sealed class RebuildTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly CmsFixture cms = new(postgres);
    private TaggedPosts posts = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await cms.InitializeAsync();
        posts = await TaggedPosts.OfAsync(cms);
    }

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    [Fact]
    public async Task A_store_that_all_was_done_to_is_as_its_log_says()
    {
        await LiveAsync();

        (await RunAsync(keep: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_changed_behind_the_log_is_named_and_put_right()
    {
        await LiveAsync();
        string[] damages =
        [
            "delete from cms.published_post_terms where position = 0",
            "delete from cms.redirects",
            "delete from cms.published_post_links",
            "update cms.links set posts = posts + 1",
            "update cms.mt_doc_post set data = jsonb_set(data, '{content,title}', '\"Other\"')",
            "update cms.published_bodies set markdown = 'Other'",
            "update cms.terms set name = 'Other', slug = 'other' where is_renamed and taxonomy = 'tag' and id = (select max(id) from cms.terms where is_renamed and taxonomy = 'tag')",
            "update cms.term_keys set removed_by = null",
            "delete from cms.term_slugs where slug <> (select slug from cms.terms where id = term_id)",
            "update cms.post_changes set path = '/other', is_shown = not is_shown where earlier_paths <> '{}' or slug like 'b%'",
            "delete from cms.post_changes c where not exists (select from cms.mt_doc_post p where p.id = c.post_id)",
        ];
        var before = await RowsAsync();
        foreach (var damage in damages)
        {
            await ExecuteAsync(damage);
        }

        var found = await RunAsync(keep: false);
        found.Select(table => table.Table).ShouldBe(
            [
                "cms.terms", "cms.term_keys", "cms.term_slugs", "cms.mt_doc_post", "cms.published_bodies", "cms.published_post_terms",
                "cms.published_post_links", "cms.links", "cms.redirects", "cms.post_changes",
            ],
            ignoreOrder: true);
        (await RunAsync(keep: false)).Sum(table => table.Count).ShouldBe(found.Sum(table => table.Count), "comparing changes nothing");

        await RunAsync(keep: true);

        (await RunAsync(keep: false)).ShouldBeEmpty();
        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Who_follows_the_changes_is_told_all_again_where_something_was_put_right_and_nothing_where_not()
    {
        await LiveAsync();
        var follower = new Follower(cms.Client, await cms.KeyAsync("read"), "&body=markdown");
        await follower.CatchUpAsync();
        await RunAsync(keep: true);
        (await follower.NewsAsync()).ShouldBeEmpty();

        await ExecuteAsync("update cms.published_bodies set markdown = 'Other'");
        await ExecuteAsync("delete from cms.post_changes where is_shown");
        var misled = new Follower(cms.Client, await cms.KeyAsync("read"), "&body=markdown");
        await misled.CatchUpAsync();
        await RunAsync(keep: true);

        foreach (var one in (Follower[])[follower, misled])
        {
            one.IsPatient = true;
            await one.CatchUpAsync();
            one.Posts.ShouldBe(await Follower.ListedAsync(cms, "&body=markdown"), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_store_from_before_there_were_changes_tells_them_from_its_next_start_on()
    {
        await LiveAsync();
        var before = await RowsAsync();
        await ExecuteAsync("truncate cms.post_changes; comment on schema cms is 'another build'");

        await cms.Services.GetRequiredService<StoreSetup>().ApplyAsync(Ct);

        (await RowsAsync()).ShouldBe(before);
        (await RunAsync(keep: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_kept_its_texts_as_documents_has_them_as_rows_from_its_next_start_on()
    {
        await LiveAsync();
        var before = await RowsAsync();
        await ExecuteAsync(
            """
            create table cms.mt_doc_published_body (id uuid primary key, data jsonb not null);
            insert into cms.mt_doc_published_body
            select id, jsonb_strip_nulls(jsonb_build_object('id', id, 'markdown', markdown, 'markup', nullif(markup, 'Markdown'), 'excerpt', excerpt,
              'original', case when original_head is not null then jsonb_build_object('head', original_head, 'bytes', encode(original_bytes, 'base64')) end))
            from cms.published_bodies;
            drop table cms.published_bodies;
            comment on schema cms is 'another build'
            """);

        await cms.Services.GetRequiredService<StoreSetup>().ApplyAsync(Ct);

        (await RowsAsync()).ShouldBe(before);
        (await RunAsync(keep: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_did_not_count_who_carries_a_link_does_so_from_its_next_start_on()
    {
        await LiveAsync();
        await ExecuteAsync("update cms.links set posts = 0; comment on schema cms is 'another build'");

        await cms.Services.GetRequiredService<StoreSetup>().ApplyAsync(Ct);

        (await RunAsync(keep: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Terms_that_were_lost_come_back_from_the_log_with_all_that_writers_made_of_them()
    {
        var (renamed, merged, into, gone) = (TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag());
        var post = await posts.PublishAsync(renamed, merged, into, gone);
        await posts.RenameAsync(renamed, $"{renamed} new");
        await posts.MergeAsync(merged, into);
        await posts.DeleteAsync(gone);
        var later = await posts.PublishAsync(renamed, merged);
        await ExecuteAsync("truncate cms.terms, cms.term_keys, cms.term_slugs, cms.published_post_terms");

        await RunAsync(keep: true);

        (await posts.SlugsAsync(post)).ShouldBe([$"{renamed}-new", into]);
        (await posts.SlugsAsync(later)).ShouldBe([$"{renamed}-new", into]);
        (await posts.SlugsAsync(await posts.PublishAsync(TaggedPosts.Tag(), gone))).Length.ShouldBe(2);
        (await RunAsync(keep: false)).ShouldBeEmpty();
    }

    // Something of everything that leaves rows.
    private async Task LiveAsync()
    {
        var (one, two, three, four) = (TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag());
        await cms.ImportAsync(
            ("_config.yml", "place: Berlin\n"),
            ("_posts/2024-01-01-a.md", $"---\ntitle: A\ntags: [{one}, {two}]\nlinks: [{{ x: 'https://example.org/' }}]\nredirect_from: /old\n---\nIn {{{{ site.place }}}} [b](/b) and [b]({{% post_url 2024-01-02-b %}})\n"),
            ("_posts/2024-01-02-b.md", $"---\ntitle: B\ntags: [{two}, {three}, {one}]\nauthor: {four}\ncategory: {four}\n---\nText\n"),
            ("_drafts/c.md", $"---\ntitle: C\ntags: [{one}]\n---\nText\n"));
        var edited = await posts.PublishAsync(one, three, four);
        var kept = await posts.Writer.PublishAsync(new { title = WritingClient.Unique("K"), tags = new[] { two }, authors = new[] { four }, slug = $"k-{Guid.NewGuid():N}", markdown = "[a](https://linked.example/a) [c](https://linked.example/c)" });
        await posts.RenameAsync(one, $"{one} new");
        await posts.Writer.PatchAsync(edited, new { title = "Edited", tags = new[] { one, four }, slug = $"e-{Guid.NewGuid():N}", markdown = "[a](https://linked.example/a) [again](https://linked.example/a) [b](https://linked.example/b)" });
        await posts.Writer.VerbAsync(edited, "publish");
        await posts.Writer.PatchAsync(edited, new { markdown = "[a](https://linked.example/a) [c](https://linked.example/c)" });
        await posts.Writer.VerbAsync(edited, "publish");
        await posts.Writer.VerbAsync(await posts.Writer.PublishAsync(new { title = WritingClient.Unique("L"), markdown = "[b](https://linked.example/b) [c](https://linked.example/c)" }), "archive");
        await posts.MergeAsync(three, two);
        await posts.Writer.PatchAsync(kept, new { description = "Not out yet" });
        await posts.DeleteAsync(four);
        await posts.PublishAsync(four);
        await posts.DeleteAsync(two);
        await posts.RenameAsync($"{one}-new", two);
        await posts.PublishAsync(three, one);
        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/authors/{four}", new { bio = "Writes", email = "a@example.org" });
        await posts.Writer.VerbAsync(await posts.PublishAsync(one), "archive");
        var id = Guid.CreateVersion7();
        await WritingClient.ReadAsync(posts.Writer.SendAsync("POST", "/api/v1/batch", new
        {
            operations = new object[] { new { op = "create", post = new { id, title = "Seen by nobody" } }, new { op = "publish", id, revision = 1 }, new { op = "archive", id, revision = 2 } },
        }));
        var purged = await posts.PublishAsync(TaggedPosts.Tag(), one);
        await posts.Writer.TrashAsync(purged);
        var source = (await posts.Writer.GetAsync("/api/v1/sources"))["items"]![0]!["id"];
        await posts.Writer.ChangeAsync("PATCH", $"/api/v1/sources/{source}", new { configuration = "place: Bonn\n", prefix = "/blog", movePaths = true });
        using var answer = await posts.Writer.SendAsync("DELETE", $"{WritingClient.AddressOf(purged)}?purge=true", body: null, "If-Match: *");
        answer.EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<TableDifference>> RunAsync(bool keep) => await cms.Services.GetRequiredService<Rebuild>().RunAsync(keep, progress: null, Ct);

    private async Task<string> RowsAsync()
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(
            "select (select jsonb_agg(t order by id) from cms.terms t)::text || (select jsonb_agg(c order by post_id, position) from cms.published_post_terms c)::text || (select jsonb_agg(data order by id) from cms.mt_doc_post)::text || (select jsonb_agg(to_jsonb(c) - 'version' order by post_id) from cms.post_changes c)::text");
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
