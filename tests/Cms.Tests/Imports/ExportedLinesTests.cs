using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using static Cms.Tests.Imports.ImportClient;

namespace Cms.Tests.Imports;

/// <summary>What one store exports, another takes in.</summary>
public sealed class ExportedLinesTests(CmsFixture cms, PostgresFixture postgres) : IClassFixture<CmsFixture>
{
    private const string NdJson = "application/x-ndjson";

    // What a store says of its own copy.
    private static readonly string[] OfTheStore = ["createdAt", "revision", "origin"];

    [Fact]
    public async Task An_export_comes_into_an_empty_store_as_the_same_posts_with_the_same_ids()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(own);
        await writer.PublishAsync(new
        {
            title = "Made in the store: \"ä\"",
            markdown = "One *two*.\n\n## Three\n",
            tags = new[] { "C#", "Docker" },
            categories = new[] { "a", "b" },
            keywords = new[] { "k" },
            authors = new[] { new { name = "Jane", url = "https://jane.example" } },
            links = new[] { new { name = "Docs", url = "https://docs.example" } },
            description = "About it",
            image = new { url = "/i.png", alt = "An image" },
            canonicalUrl = "https://example.org/x",
            featured = true,
            excerpt = "Written by hand.",
            language = "de",
            fields = new { mood = "good", deep = new { list = new object[] { 1, true, "x" } } },
        });
        await own.ImportAsAsync("blog", ("_posts/2014-06-09-Docker-1.0.md", "---\ntitle: Docker\ncategories: [provision]\nmodified: 2015-01-01\n---\nFirst.\n\nSecond.\n"), ("_posts/2014-06-10-two.md", "Two.\n"));
        var exported = await own.Client.GetStringAsync("/api/v1/export", TestContext.Current.CancellationToken);
        await using var other = await new CmsFixture(postgres).StartedAsync();
        var client = await OfAsync(other);

        var import = await client.ImportAsync(Text(exported, NdJson));

        import["status"]!.GetValue<string>().ShouldBe("succeeded", import.ToJsonString());
        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(3, import.ToJsonString());
        var came = await other.Client.GetStringAsync("/api/v1/export", TestContext.Current.CancellationToken);
        Comparable(came).ShouldBe(Comparable(exported));
        JsonNode.Parse(came.Split('\n')[^2])!["origin"]!.ToJsonString().ShouldBe("""{"source":"blog","file":"_posts/2014-06-09-Docker-1.0.md"}""");

        (await client.ImportAsync(Text(exported, NdJson)))["report"]!["counts"]!["unchanged"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Addresses_that_a_post_had_before_lead_to_it_in_the_other_store_too()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(own);
        var post = await writer.PublishAsync(new { title = "Moved", path = "/first" });
        await writer.PatchAsync(post, new { path = "/second" });
        await writer.VerbAsync(post, "publish");
        await own.ImportAsAsync("blog", ("_posts/2014-06-09-claimed.md", "---\nredirect_from: /claimed\n---\nx"));
        var exported = await own.Client.GetStringAsync("/api/v1/export", TestContext.Current.CancellationToken);
        await using var other = await new CmsFixture(postgres).StartedAsync();

        await (await OfAsync(other)).ImportAsync(Text(exported, NdJson));

        foreach (var path in (string[])["/first", "/claimed"])
        {
            using var answer = await other.GetAsync($"/api/v1/posts/by-path?path={path}");
            ((int)answer.StatusCode).ShouldBe(301, path);
        }
    }

    [Fact]
    public async Task Into_the_store_that_it_is_from_it_changes_nothing()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        await (await WritingClient.OfAsync(own)).PublishAsync(new { title = "Same" });
        await own.ImportAsAsync("blog", ("_posts/2014-06-09-same.md", "Same.\n"));
        var exported = await own.Client.GetStringAsync("/api/v1/export", TestContext.Current.CancellationToken);

        var import = await (await OfAsync(own)).ImportAsync(Text(exported, NdJson));

        import["report"]!["counts"]!["unchanged"]!.GetValue<int>().ShouldBe(2, import.ToJsonString());
        (await own.Client.GetStringAsync("/api/v1/export", TestContext.Current.CancellationToken)).ShouldBe(exported);
    }

    [Fact]
    public async Task What_was_changed_here_since_stays_unless_it_is_forced()
    {
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.PublishAsync(new { title = "Before", markdown = "Old." });
        var exported = await cms.Client.GetStringAsync($"/api/v1/export?id={post["id"]}", TestContext.Current.CancellationToken);
        await writer.PatchAsync(post, new { markdown = "New." });
        await writer.VerbAsync(post, "publish");
        var client = await OfAsync(cms);

        var kept = await client.ImportAsync(Text(exported, NdJson));
        (await cms.GetJsonAsync($"/api/v1/posts/{post["id"]}"))["body"]!["content"]!.GetValue<string>().ShouldBe("New.");
        var forced = await client.ImportAsync(Text(exported, NdJson), "?force=true");

        kept["report"]!["files"]![0]!["warnings"]![0]!["code"]!.GetValue<string>().ShouldBe("known-in-store");
        forced["report"]!["counts"]!["updated"]!.GetValue<int>().ShouldBe(1, forced.ToJsonString());
        (await cms.GetJsonAsync($"/api/v1/posts/{post["id"]}"))["body"]!["content"]!.GetValue<string>().ShouldBe("Old.");
    }

    [Fact]
    public async Task A_purged_post_comes_back_only_when_it_is_forced_and_under_another_id()
    {
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.PublishAsync(new { title = WritingClient.Unique("Purged"), markdown = "Old." });
        var exported = await cms.Client.GetStringAsync($"/api/v1/export?id={post["id"]}", TestContext.Current.CancellationToken);
        await writer.TrashAsync(post);
        await writer.SendAsync("DELETE", $"{WritingClient.AddressOf(post)}?purge=true", body: null, "If-Match: *");
        var client = await OfAsync(cms);

        var kept = await client.ImportAsync(Text(exported, NdJson));
        var forced = await client.ImportAsync(Text(exported, NdJson), "?force=true");

        kept["report"]!["files"]![0]!["warnings"]![0]!["code"]!.GetValue<string>().ShouldBe("purged-in-store", kept.ToJsonString());
        forced["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1, forced.ToJsonString());
        forced["report"]!["files"]![0]!["post"]!["id"]!.GetValue<string>().ShouldNotBe($"{post["id"]}", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Lines_that_name_one_file_come_in_each_under_a_name_of_its_own()
    {
        var name = Guid.NewGuid().ToString("N");
        string Line(string file, string path) =>
            $$$"""{"title":"T","slug":"t","path":"/{{{path}}}-{{{name}}}","origin":{"source":"twice-{{{name}}}","file":"{{{file}}}"},"status":"published","body":{"format":"markdown","content":"x"}}""";

        var import = await (await OfAsync(cms)).ImportAsync(Text($"{Line("a.md (line 3)", "one")}\n{Line("a.md", "two")}\n{Line("a.md", "three")}\n", NdJson));

        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(3, import.ToJsonString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"title":"a","title":"b"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/t-refused","status":"published","fields":{"\ud800":1},"body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/t-refused","status":"draft","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/t-refused","status":"published","body":{"format":"html","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"//elsewhere.example/t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/a/../t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/\\elsewhere.example/t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"id":"01890000-0000-7000-8000-000000000000","revision":1,"createdAt":"yesterday","title":"T","slug":"t","path":"/t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/t-refused","earlierPaths":["old"],"status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":5,"slug":"t","path":"/t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"\ud800","slug":"t","path":"/t-refused","status":"published","body":{"format":"markdown","content":"x"}}""")]
    [InlineData("""{"title":"T","slug":"t","path":"/t-refused","status":"published","publishedAt":"0000-01-01","body":{"format":"markdown","content":"x"}}""")]
    public async Task A_line_that_is_no_whole_post_is_refused_by_its_number_and_the_others_come_in(string line)
    {
        var good = $$$"""{"title":"Good","slug":"good","path":"/good-{{{Guid.NewGuid():N}}}","status":"published","body":{"format":"markdown","content":"x"}}""";

        var import = await (await OfAsync(cms)).ImportAsync(Text($"{good}\n\n{line}\n", NdJson), $"?source=lines-{Guid.NewGuid():N}");

        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1, import.ToJsonString());
        var refused = import["report"]!["files"]!.AsArray().Single(file => $"{file!["status"]}" == "refused")!;
        refused["error"]!["line"]!.GetValue<int>().ShouldBe(3);
        refused["error"]!["code"]!.GetValue<string>().ShouldBe("invalid-line");
    }

    private static string Comparable(string lines) => string.Join('\n', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var post = JsonNode.Parse(line)!.AsObject();
        foreach (var name in OfTheStore)
        {
            post.Remove(name);
        }

        return post.ToJsonString();
    }).Order(StringComparer.Ordinal));
}
