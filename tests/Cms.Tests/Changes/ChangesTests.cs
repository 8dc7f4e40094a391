using System.Net;
using System.Text.Json.Nodes;
using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Cms.Tests.Taxonomies;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Changes;

/// <summary>What changes for readers, a page at a time. Each test has a store of its own: what is told is about all of it.</summary>
public sealed class ChangesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly CmsFixture cms = new(postgres);
    private WritingClient writer = null!;
    private Follower follower = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await cms.InitializeAsync();
        writer = await OfAsync(cms);
        follower = new Follower(cms.Client, await cms.KeyAsync("read"));
    }

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    [Fact]
    public async Task Without_a_token_all_that_is_published_comes_page_by_page_and_then_what_changes()
    {
        await cms.ImportAsync([.. Enumerable.Range(10, 25).Select(day => ($"_posts/2024-01-{day % 28 + 1}-first-{day}.md", "---\ntags: [x]\n---\nText\n"))]);
        var gone = await PublishAsync("gone");
        await writer.TrashAsync(gone);
        await follower.ReadAsync(limit: 10);
        follower.Posts.Count.ShouldBe(10);

        var late = await PublishAsync("late");
        await writer.VerbAsync(Post(follower.Posts.Keys.First()), "unpublish");
        await writer.VerbAsync(Post((await Follower.ListedAsync(cms)).Keys.First(id => !follower.Posts.ContainsKey(id) && id != $"{late["id"]}")), "unpublish");
        await follower.CatchUpAsync(limit: 7);

        follower.Posts.ShouldBe(await Follower.ListedAsync(cms), ignoreOrder: true);
        follower.Posts.Count.ShouldBe(24);
        follower.Told.ShouldNotContain(change => $"{change["id"]}" == $"{gone["id"]}", "it was gone before the copy was begun");
    }

    [Theory]
    [InlineData("unpublish")]
    [InlineData("archive")]
    [InlineData("trash")]
    [InlineData("purge")]
    [InlineData("expire")]
    public async Task A_post_that_readers_lose_is_told_with_the_addresses_that_they_knew(string how)
    {
        var post = await writer.PublishAsync(new { title = "Lost", slug = "lost", path = "/first" });
        await writer.PatchAsync(post, new { path = "/second" });
        await writer.VerbAsync(post, "publish");
        await writer.PatchAsync(post, new { path = "/never-out", slug = "never-out" });
        await follower.CatchUpAsync();

        switch (how)
        {
            case "trash":
                await writer.TrashAsync(post);
                break;
            case "purge":
                await writer.TrashAsync(post);
                using (var purged = await writer.SendAsync("DELETE", $"{AddressOf(post)}?purge=true", body: null, "If-Match: *"))
                {
                    purged.StatusCode.ShouldBe(HttpStatusCode.NoContent);
                }

                break;
            case "expire":
                await writer.VerbAsync(post, "schedule", new { unpublishAt = "2020-01-01T00:00:00Z" });
                await follower.ReadAsync(wait: 60);
                break;
            default:
                await writer.VerbAsync(post, how);
                break;
        }

        await follower.CatchUpAsync();
        follower.Posts.ShouldBeEmpty();
        follower.Told[^1].ToJsonString().ShouldBe($$"""{"type":"delete","id":"{{post["id"]}}","slug":"lost","path":"/second","earlierPaths":["/first"]}""");
    }

    [Fact]
    public async Task What_never_went_out_is_never_told()
    {
        await follower.CatchUpAsync();
        var draft = await writer.CreateAsync("Canary");
        await writer.PatchAsync(draft, new { title = "Canary again" });
        await writer.VerbAsync(draft, "schedule", new { publishAt = "2999-01-01T00:00:00Z" });
        await writer.TrashAsync(draft);
        var id = Guid.CreateVersion7();
        await ReadAsync(writer.SendAsync("POST", "/api/v1/batch", new
        {
            operations = new object[] { new { op = "create", post = new { id, title = "Canary" } }, new { op = "publish", id, revision = 1 }, new { op = "unpublish", id, revision = 2 } },
        }));
        var seen = await PublishAsync("seen");
        await writer.PatchAsync(seen, new { title = "Canary", markdown = "Canary", tags = new[] { "Canary" } });

        (await follower.NewsAsync()).ShouldBe(["upsert seen"]);
        follower.Told[0].ToJsonString().ShouldNotContain("Canary");
    }

    [Fact]
    public async Task A_post_that_changed_twice_is_told_once_as_it_is_now()
    {
        var (twice, back) = (await PublishAsync("twice"), await PublishAsync("back"));
        await follower.CatchUpAsync();
        await writer.VerbAsync(back, "unpublish");
        foreach (var title in (string[])["One", "Two"])
        {
            await writer.PatchAsync(twice, new { title });
            await writer.VerbAsync(twice, "publish");
        }

        await writer.VerbAsync(back, "publish");

        (await follower.NewsAsync()).ShouldBe(["upsert twice", "upsert back"]);
        follower.Posts.ShouldBe(await Follower.ListedAsync(cms), ignoreOrder: true);
    }

    [Fact]
    public async Task A_post_that_readers_have_lost_is_not_told_again_while_they_see_nothing_of_it()
    {
        await cms.ImportAsAsync("lost", ("_posts/2024-01-01-lost.md", "One."), ("_posts/2024-01-02-kept.md", "One."));
        await follower.CatchUpAsync();
        await cms.ImportAsAsync("lost", ("_posts/2024-01-01-lost.md", "---\npublished: false\n---\nOne."), ("_posts/2024-01-02-kept.md", "One."));
        (await follower.NewsAsync()).ShouldBe(["delete lost"]);

        await cms.ImportAsAsync("lost", ("_posts/2024-01-01-lost.md", "---\npublished: false\n---\nTwo."), ("_posts/2024-01-02-kept.md", "One."));
        (await follower.NewsAsync()).ShouldBeEmpty();
        await cms.ImportAsAsync("lost", ("_posts/2024-01-01-lost.md", "---\n---\nThree."), ("_posts/2024-01-02-kept.md", "One."));
        (await follower.NewsAsync()).ShouldBe(["upsert lost"]);
    }

    [Fact]
    public async Task A_change_that_is_committed_after_a_later_one_is_told_after_it()
    {
        // Without a word in common: the search index would have one wait for the other.
        var (slow, fast) = (await writer.PublishAsync(new { title = "Morgen", slug = "slow" }), await writer.PublishAsync(new { title = "Demain", slug = "fast" }));
        await follower.CatchUpAsync();
        TaskCompletionSource hasWritten = new(), mayCommit = new();
        var first = cms.Services.GetRequiredService<PostWriter>().WriteAsync(
            Actor.CommandLine,
            async edits =>
            {
                await edits.UnpublishAsync(Guid.Parse($"{slow["id"]}"), ExpectedRevision.Any, Ct);
                hasWritten.SetResult();
                await mayCommit.Task;
                return true;
            },
            Ct);
        await hasWritten.Task.WaitAsync(Ct);
        await writer.VerbAsync(fast, "unpublish");
        var before = await follower.NewsAsync();
        mayCommit.SetResult();
        await first;

        before.ShouldBe(["delete fast"]);
        (await follower.NewsAsync()).ShouldBe(["delete slow"]);
    }

    [Fact]
    public async Task A_renamed_tag_tells_of_all_posts_that_carry_it_and_of_no_other()
    {
        var tags = await TaggedPosts.OfAsync(cms);
        await writer.PublishAsync(new { title = "A", slug = "a", tags = new[] { "one" }, authors = new[] { new { name = "Jane" } } });
        await writer.PublishAsync(new { title = "B", slug = "b", tags = new[] { "one", "two" } });
        await writer.PublishAsync(new { title = "C", slug = "c", tags = new[] { "two" } });
        await writer.CreateAsync(new { title = "D", slug = "d", tags = new[] { "one" } });
        await follower.CatchUpAsync();

        await tags.RenameAsync("one", "First");
        (await NewsAsync()).ShouldBe(["upsert a", "upsert b"]);
        await writer.ChangeAsync("PATCH", "/api/v1/tags/first", new { description = "Which no post shows" });
        (await NewsAsync()).ShouldBeEmpty();
        await tags.MergeAsync("first", "two");
        (await NewsAsync()).ShouldBe(["upsert a", "upsert b"]);
        await tags.DeleteAsync("two");
        (await NewsAsync()).ShouldBe(["upsert a", "upsert b", "upsert c"]);
        await writer.ChangeAsync("PATCH", "/api/v1/authors/jane", new { url = "https://jane.example/" });
        (await NewsAsync()).ShouldBe(["upsert a"]);
    }

    [Fact]
    public async Task A_translation_that_comes_moves_or_goes_tells_of_the_posts_that_name_it()
    {
        var german = await writer.PublishAsync(new { title = "Hallo", slug = "hello", language = "de" });
        await writer.PublishAsync(new { title = "Other", slug = "other", language = "de" });
        await follower.CatchUpAsync();

        var english = await writer.PublishAsync(new { title = "Hello", slug = "hello", language = "en" });
        (await NewsAsync()).ShouldBe(["upsert hello", "upsert hello"]);
        await writer.PatchAsync(english, new { title = "Hello again" });
        await writer.VerbAsync(english, "publish");
        (await NewsAsync()).ShouldBe(["upsert hello"]);
        await writer.PatchAsync(english, new { path = "/moved" });
        await writer.VerbAsync(english, "publish");
        (await NewsAsync()).ShouldBe(["upsert hello", "upsert hello"]);
        await writer.VerbAsync(english, "unpublish");
        (await NewsAsync()).ShouldBe(["delete hello", "upsert hello"], ignoreOrder: true);
        await writer.VerbAsync(english, "publish");
        await writer.PatchAsync(german, new { slug = "hallo" });
        await writer.VerbAsync(german, "publish");
        (await NewsAsync()).ShouldBe(["upsert hallo", "upsert hello"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_changes_how_a_text_is_rendered_tells_of_its_post()
    {
        follower = new Follower(cms.Client, await cms.KeyAsync("read"), "&body=html") { IsPatient = true };
        await PublishAsync("elsewhere");
        await cms.ImportAsAsync(
            "site",
            ("_config.yml", "name: Old\n"),
            ("_posts/2024-01-01-named.md", "---\ntitle: Named\n---\nText\n"),
            ("_posts/2024-01-02-naming.md", "---\ntitle: Naming\n---\n{{ site.name }} [it]({% post_url 2024-01-01-named %})\n"),
            ("_posts/2024-01-03-linking.md", "---\ntitle: Linking\n---\n[it](/2024/01/01/named.html)\n"));
        await follower.CatchUpAsync();
        var named = (await cms.GetJsonAsync("/api/v1/posts/named")).AsObject();

        await writer.PatchAsync(named, new { path = "/named-anew" });
        await writer.VerbAsync(named, "publish");
        (await NewsAsync("&body=html")).ShouldBe(["upsert named", "upsert naming"], ignoreOrder: true);
        await writer.ChangeAsync("PATCH", "/api/v1/sources/site", new { configuration = "name: New\n" });
        (await NewsAsync("&body=html")).ShouldContain(news => news == "upsert naming");
        follower.Posts.Values.Count(post => post.Contains("New", StringComparison.Ordinal)).ShouldBe(1);
        await writer.VerbAsync(named, "unpublish");
        (await NewsAsync("&body=html")).ShouldBe(["delete named", "upsert naming"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("Zm9yZWlnbg")]
    [InlineData("%00")]
    public async Task What_is_no_token_is_refused(string since)
    {
        using var answer = await cms.GetAsync($"/api/v1/changes?since={since}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe(since == "%00" ? "invalid-parameter" : "invalid-change-token");
    }

    [Fact]
    public async Task A_token_of_another_store_or_of_another_list_is_refused_and_one_of_another_node_is_taken()
    {
        await PublishAsync("one");
        await PublishAsync("two");
        var token = $"{(await cms.GetJsonAsync("/api/v1/changes?limit=1"))["next"]}";
        var cursor = $"{(await cms.GetJsonAsync("/api/v1/posts?limit=1"))["page"]!["next"]}";
        await using var node = await cms.StartAsync();
        await using var foreign = await new CmsFixture(postgres).StartedAsync();
        await ExecuteAsync(foreign, "update cms.signing_secrets set secret = sha256(secret)");
        using var client = node.Server.CreateClient();

        using var taken = await client.GetAsync(new Uri($"/api/v1/changes?since={token}", UriKind.Relative), Ct);
        using var elsewhere = await foreign.GetAsync($"/api/v1/changes?since={token}");
        using var ofAList = await cms.GetAsync($"/api/v1/changes?since={cursor}");

        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CmsFixture.CodeOfAsync(elsewhere)).ShouldBe("invalid-change-token");
        (await CmsFixture.CodeOfAsync(ofAList)).ShouldBe("invalid-change-token");
    }

    [Fact]
    public async Task A_post_is_told_in_the_form_that_is_asked_for()
    {
        await writer.PublishAsync(new { title = "Form", slug = "form", markdown = "Some *text*." });

        (await FirstAsync("?select=title"))["post"]!.AsObject().Select(member => member.Key).ShouldBe(["id", "title"]);
        (await FirstAsync("?body=html"))["post"]!["body"]!["content"]!.GetValue<string>().ShouldBe("<p>Some <em>text</em>.</p>\n");
        (await FirstAsync("?body=markdown&select=slug"))["post"]!["body"]!["content"]!.GetValue<string>().ShouldBe("Some *text*.");
        (await FirstAsync("?body=text"))["post"]!["body"]!["format"]!.GetValue<string>().ShouldBe("text");
        (await FirstAsync(""))["post"]!["body"].ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_is_kept_until_something_changes()
    {
        var post = await PublishAsync("kept");
        using var first = await cms.GetAsync("/api/v1/changes");
        using var known = await cms.GetAsync("/api/v1/changes", $"If-None-Match: {first.Headers.ETag}");
        await writer.VerbAsync(post, "unpublish");
        using var changed = await cms.GetAsync("/api/v1/changes", $"If-None-Match: {first.Headers.ETag}");

        first.Headers.GetValues("Surrogate-Key").ShouldHaveSingleItem().ShouldBe($"posts post:{post["id"]}");
        first.Headers.GetValues("Link").ShouldHaveSingleItem().ShouldStartWith("</api/v1/changes?since=");
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_what_is_told()
    {
        await cms.ImportAsync([.. Enumerable.Range(1, 28).Select(day => ($"_posts/2024-01-{day:D2}-counted-{day}.md", $"---\ntags: [t{day}, all]\n---\nText\n"))]);
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=0");
        using var client = node.Server.CreateClient();
        await ListAsync(100);
        await QueryAsync(28);
        using var statements = new StatementCount(cms.ConnectionString);

        foreach (var limit in (int[])[1, 28])
        {
            (await statements.OfAsync(() => ListAsync(limit))).ShouldBe(1);
            (await statements.OfAsync(() => QueryAsync(limit))).ShouldBe(1);
        }

        Task<string> ListAsync(int limit) => client.GetStringAsync(new Uri($"/api/v1/changes?limit={limit}&body=html", UriKind.Relative), Ct);

        Task<JsonNode> QueryAsync(int limit) => client.QueryAsync($"{{ changes(first: {limit}) {{ items {{ post {{ title html tags {{ name }} }} }} }} }}");
    }

    [Fact]
    public async Task Graphql_tells_the_same()
    {
        await writer.PublishAsync(new { title = "Told", slug = "told", markdown = "Some *text*." });
        var gone = await writer.PublishAsync(new { title = "Gone", slug = "gone", path = "/a" });
        var began = await cms.QueryAsync("{ changes(first: 1) { items { type slug post { id title html } } next more } }");
        await writer.PatchAsync(gone, new { path = "/b" });
        await writer.VerbAsync(gone, "publish");
        await writer.VerbAsync(gone, "archive");
        var next = await cms.QueryAsync($$"""{ changes(since: "{{began["changes"]!["next"]}}") { items { type id uuid slug path earlierPaths post { title } } more } }""");

        began["changes"]!["items"]!.ToJsonString().ShouldMatch("""^\[\{"type":"UPSERT","slug":"told","post":\{"id":"[^"]+","title":"Told","html":"<p>Some <em>text</em>\.</p>\\n"\}\}\]$""".Replace("<", "(<|\\\\u003C)", StringComparison.Ordinal).Replace(">", "(>|\\\\u003E)", StringComparison.Ordinal));
        began["changes"]!["more"]!.GetValue<bool>().ShouldBeTrue();
        var told = next["changes"]!["items"]!.AsArray().ShouldHaveSingleItem()!;
        told["type"]!.GetValue<string>().ShouldBe("DELETE");
        told["uuid"]!.GetValue<string>().ShouldBe($"{gone["id"]}");
        told["path"]!.GetValue<string>().ShouldBe("/b");
        told["earlierPaths"]!.AsArray().Select(path => $"{path}").ShouldBe(["/a"]);
        told["post"].ShouldBeNull();
        (await cms.RefusalAsync("""{ changes(since: "made-up") { next } }""")).ShouldBe("invalid-change-token");
        (await cms.RefusalAsync("{ changes(first: 101) { next } }")).ShouldBe("invalid-parameter");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("wait=61")]
    [InlineData("wait=-1")]
    [InlineData("body=pdf")]
    [InlineData("tag=x")]
    public async Task What_cannot_be_asked_is_named(string query)
    {
        using var answer = await cms.GetAsync($"/api/v1/changes?{query}");

        (await CmsFixture.ProblemOfAsync(answer))["errors"]!.AsObject().Single().Key.ShouldBe(query.Split('=')[0]);
    }

    private static JsonObject Post(string id) => new() { ["id"] = id };

    private Task<JsonObject> PublishAsync(string slug) => writer.PublishAsync(new { title = $"The {slug}", slug });

    private async Task<JsonNode> FirstAsync(string query) => (await cms.GetJsonAsync($"/api/v1/changes{query}"))["items"]![0]!;

    private static async Task ExecuteAsync(CmsFixture store, string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(store.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    // What is told, once it is certain that the copy is what readers see.
    private async Task<string[]> NewsAsync(string query = "")
    {
        var news = await follower.NewsAsync();
        follower.Posts.ShouldBe(await Follower.ListedAsync(cms, query), ignoreOrder: true);
        return news;
    }
}
