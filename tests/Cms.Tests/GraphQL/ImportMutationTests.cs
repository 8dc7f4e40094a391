using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Imports;
using Cms.Tests.Posts;

namespace Cms.Tests.GraphQL;

/// <summary>Texts that are sent to be imported over GraphQL come in as files that are sent over REST.</summary>
public sealed class ImportMutationTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Whole =
        "uuid status source dryRun createdAt startedAt endedAt by progress { done total } error { code message } report { counts { created updated unchanged moved conflict ignored refused gone } files(first: 2) { nodes { source file status post { uuid path } warnings { line code message } error { line code message } } pageInfo { hasNextPage endCursor } } }";

    [Fact]
    public async Task Markdown_files_come_in_and_the_report_is_that_of_rest_a_page_at_a_time()
    {
        var graphql = await MutationClient.OfAsync(cms, "write", "publish");
        var sent = await graphql.MutateAsync(
            "sendImport",
            new
            {
                source = "texts",
                prefix = "/from-texts",
                files = new[]
                {
                    new { name = "_posts/2022-01-02-text-one.md", content = "---\ntitle: Text one\n---\nOne." },
                    new { name = "_posts/2022-01-03-text-two.md", content = "Two." },
                    new { name = "_posts/2022-01-04-broken.md", content = "---\ntitle: [\n---\nText." },
                },
            },
            "import { uuid status source by report { counts { created } } }");
        sent["errors"].ShouldBeNull();
        sent["import"]!["report"].ShouldBeNull();
        $"{sent["import"]!["source"]}".ShouldBe("texts");
        var uuid = $"{sent["import"]!["uuid"]}";

        var told = await (await ImportClient.OfAsync(cms)).EndOfAsync($"/api/v1/imports/{uuid}");
        var seen = await ImportAsync(graphql, uuid);

        $"{seen["status"]}".ShouldBe("SUCCEEDED");
        foreach (var name in (string[])["source", "dryRun", "createdAt", "startedAt", "endedAt", "by", "progress"])
        {
            seen[name]!.ToJsonString().ShouldBe(told[name]!.ToJsonString(), name);
        }

        seen["report"]!["counts"]!.ToJsonString().ShouldBe(told["report"]!["counts"]!.ToJsonString());
        var files = seen["report"]!["files"]!;
        files["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeTrue();
        var rest = (await graphql.AskAsync($$"""{ import(uuid: "{{uuid}}") { report { files(first: 2, after: "{{files["pageInfo"]!["endCursor"]}}") { nodes { source file status post { uuid path } warnings { line code message } error { line code message } } pageInfo { hasNextPage } } } } }"""))["data"]!["import"]!["report"]!["files"]!;
        rest["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeFalse();
        files["nodes"]!.AsArray().Concat(rest["nodes"]!.AsArray()).Select(file => Line(file!, "uuid")).ShouldBe(told["report"]!["files"]!.AsArray().Select(file => Line(file!, "id")));
        (await cms.QueryAsync("{ post(path: \"/from-texts/2022/01/02/text-one.html\") { title origin { source file } } }"))["post"]!["title"]!.GetValue<string>().ShouldBe("Text one");
        (await graphql.AskAsync("{ imports(first: 1) { nodes { uuid status } pageInfo { hasNextPage } } }"))["data"]!["imports"]!["nodes"]!.AsArray().Count.ShouldBe(1);

        static string Line(JsonNode file, string id) =>
            $"{file["source"]} {file["file"]} {$"{file["status"]}".ToUpperInvariant()} {file["post"]?[id]} {file["post"]?["path"]} {file["warnings"]!.AsArray().Count} {file["error"]?["line"]} {file["error"]?["code"]} {file["error"]?["message"]}";
    }

    [Fact]
    public async Task A_text_without_a_name_is_known_again_by_its_title_and_a_dry_run_writes_nothing()
    {
        var graphql = await MutationClient.OfAsync(cms, "write", "publish");

        var dry = await SendAsync(graphql, new { source = "nameless", dryRun = true, files = new[] { new { content = "---\ntitle: Nameless text\n---\nFirst." } } });
        var first = await SendAsync(graphql, new { source = "nameless", files = new[] { new { content = "---\ntitle: Nameless text\n---\nFirst." } } });
        var second = await SendAsync(graphql, new { source = "nameless", files = new[] { new { content = "---\ntitle: Nameless text\n---\nSecond." } } });

        dry["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        dry["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
        first["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
        second["report"]!["counts"]!["updated"]!.GetValue<int>().ShouldBe(1);
        second["report"]!["files"]!["nodes"].Texts("file").ShouldBe(["nameless-text.md"]);
    }

    [Fact]
    public async Task Lines_of_an_export_come_in_with_their_ids()
    {
        await using var other = await cms.StartAsync();
        var rest = await WritingClient.OfAsync(cms);
        var title = WritingClient.Unique("Exported");
        var post = await rest.PublishAsync(new { title, markdown = "Text.\n" });
        var lines = await cms.Client.GetStringAsync($"/api/v1/export?id={post["id"]}", TestContext.Current.CancellationToken);
        var id = Guid.CreateVersion7();
        lines = lines.Replace($"{post["id"]}", $"{id}", StringComparison.Ordinal).Replace($"{post["path"]}", $"/{id}", StringComparison.Ordinal).Replace($"\"slug\":\"{post["slug"]}\"", $"\"slug\":\"s-{id}\"", StringComparison.Ordinal);

        var import = await SendAsync(await MutationClient.OfAsync(cms, "write", "publish"), new { lines });

        import["source"].ShouldBeNull();
        import["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1, import.ToJsonString());
        (await cms.QueryAsync($$"""{ post(id: "{{id}}") { title path } }"""))["post"]!.ToJsonString().ShouldBe($$"""{"title":"{{title}}","path":"/{{id}}"}""");
    }

    public static TheoryData<string, string, string> Bad { get; } = new()
    {
        { """{ "files": [] }""", "EmptyUploadError", "invalid-body" },
        { """{ "files": [{ "content": "" }] }""", "EmptyUploadError", "invalid-body" },
        { """{ "lines": "" }""", "EmptyUploadError", "invalid-body" },
        { """{ "files": [{ "name": "a.md", "content": "x" }, { "name": "a.md", "content": "y" }] }""", "InvalidUploadError", "invalid-property" },
        { """{ "files": [{ "content": "x" }, { "content": "y" }] }""", "InvalidUploadError", "invalid-property" },
        { """{ "files": [{ "name": "a\u0000.md", "content": "x" }] }""", "InvalidUploadError", "invalid-property" },
        { """{ "files": [{ "name": "a.zip", "content": "PK\u0003\u0004rest" }] }""", "InvalidUploadError", "invalid-property" },
        { """{ "source": " ", "files": [{ "content": "x" }] }""", "InvalidParameterError", "invalid-parameter" },
        { """{ "prefix": "/a/../b", "files": [{ "content": "x" }] }""", "InvalidParameterError", "invalid-parameter" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_taken_is_refused_as_over_rest(string input, string type, string code)
    {
        var payload = await (await MutationClient.OfAsync(cms, "write", "publish")).MutateAsync("sendImport", JsonNode.Parse(input)!, "import { uuid }");

        payload["import"].ShouldBeNull();
        payload["errors"].Texts("__typename").ShouldBe([type]);
        payload["errors"].Texts("code").ShouldBe([code]);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{ lines: \"{}\", files: [{ content: \"x\" }] }")]
    public async Task An_import_is_of_files_or_of_lines(string input) =>
        (await (await MutationClient.OfAsync(cms, "write", "publish")).AskAsync($"mutation {{ sendImport(input: {input}) {{ import {{ uuid }} }} }}"))["errors"].ShouldHaveSingleItemOf("invalid-parameter");

    [Fact]
    public async Task An_upload_beyond_the_setting_and_one_beyond_the_queue_are_refused()
    {
        await using var node = await cms.StartAsync("--Cms:Import:MaxBytes=2000");
        using var http = node.Server.CreateClient();
        var graphql = new MutationClient(http, await cms.KeyAsync("admin"));

        var refused = await graphql.MutateAsync("sendImport", new { files = new[] { new { content = new string('ü', 1500) } } }, "import { uuid }");

        refused["errors"].Texts("__typename").ShouldBe(["UploadTooLargeError"]);
        refused["errors"].Texts("code").ShouldBe(["body-too-large"]);
    }

    [Fact]
    public async Task A_purged_post_is_gone_from_the_report()
    {
        var graphql = await MutationClient.OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var import = await SendAsync(graphql, new { source = "purged-text", files = new[] { new { name = $"_posts/2021-03-04-{canary}.md", content = "x" }, new { name = "_posts/2021-03-04-stays-there.md", content = "y" } } });
        var id = $"{import["report"]!["files"]!["nodes"]!.AsArray().Single(file => $"{file!["file"]}".Contains(canary, StringComparison.Ordinal))!["post"]!["uuid"]}";
        await graphql.MutateAsync("trashPost", new { id, force = true });
        await graphql.MutateAsync("purgePost", new { id, force = true }, "id");

        var report = await ImportAsync(graphql, $"{import["uuid"]}");

        report.ToJsonString().ShouldNotContain(canary);
        report["report"]!["files"]!["nodes"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_import_that_is_not_there_is_null() =>
        (await (await MutationClient.OfAsync(cms, "write", "publish")).AskAsync($$"""{ import(uuid: "{{Guid.NewGuid()}}") { status } }"""))["data"]!["import"].ShouldBeNull();

    private static async Task<JsonNode> SendAsync(MutationClient graphql, object input)
    {
        var sent = await graphql.MutateAsync("sendImport", input, "import { uuid }");
        sent["errors"].ShouldBeNull(sent.ToJsonString());
        while (true)
        {
            var import = await ImportAsync(graphql, $"{sent["import"]!["uuid"]}");
            if ($"{import["status"]}" is not ("QUEUED" or "RUNNING"))
            {
                return import;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<JsonNode> ImportAsync(MutationClient graphql, string uuid)
    {
        var answer = await graphql.AskAsync($$"""{ import(uuid: "{{uuid}}") { {{Whole}} } }""");
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]!["import"]!;
    }
}
