using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.GraphQL;

/// <summary>What was imported together, over GraphQL: the same as over REST, and the same refusals.</summary>
public sealed class SourceMutationTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly (string, string) Config = ("_config.yml", "permalink: /:title/ # a comment\nname: Old name\n");

    [Fact]
    public async Task A_source_is_listed_and_found_by_its_name_or_its_uuid()
    {
        await cms.ImportAsAsync("listed", Config, ("_includes/note.html", "Note."), ("_data/people.yml", "- a\n"), ("_posts/2021-03-04-listed-one.md", "x"), ("_posts/2021-03-04-listed-two.md", "x"));
        await cms.ImportAsAsync("listed-too", Config, ("_posts/2021-03-04-listed-three.md", "x"));
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var rest = await (await WritingClient.OfAsync(cms)).GetAsync("/api/v1/sources/listed");

        List<string> names = [];
        for (string? after = null; ;)
        {
            var page = (await QueryAsync(graphql, $"sources(first: 1{(after is null ? "" : $", after: \"{after}\"")}) {{ edges {{ cursor node {{ name }} }} pageInfo {{ hasNextPage }} }}"))["sources"]!;
            names.AddRange(page["edges"]!.AsArray().Select(edge => $"{edge!["node"]!["name"]}"));
            after = $"{page["edges"]![0]!["cursor"]}";
            if (!page["pageInfo"]!["hasNextPage"]!.GetValue<bool>())
            {
                break;
            }
        }

        names.ShouldBe(names.Order(StringComparer.Ordinal));
        names.Where(name => name.StartsWith("listed", StringComparison.Ordinal)).ShouldBe(["listed", "listed-too"]);
        foreach (var name in (string[])["listed", $"{rest["id"]}"])
        {
            var source = (await QueryAsync(graphql, $"source(name: \"{name}\") {{ uuid name generator prefix count revision configuredAt configuration includes data }}"))["source"]!;
            foreach (var (field, same) in ((string, string)[])[("uuid", "id"), ("name", "name"), ("prefix", "prefix"), ("count", "posts"), ("revision", "revision"), ("configuredAt", "configuredAt"), ("configuration", "configuration"), ("includes", "includes"), ("data", "data")])
            {
                source[field]!.ToJsonString().ShouldBe(rest[same]!.ToJsonString(), field);
            }

            $"{source["generator"]}".ShouldBe("JEKYLL");
        }

        (await QueryAsync(graphql, "source(name: \"none-of-it\") { name }"))["source"].ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_configuration_renders_the_posts_anew_and_goes_by_a_revision()
    {
        var report = await cms.ImportAsAsync("changed", Config, ("_posts/2021-03-04-changed-by-it.md", "This is {{ site.name }}."));
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var uuid = await UuidAsync(graphql, "changed");

        var changed = await graphql.MutateAsync("updateSource", new { source = "changed", revision = 1, configuration = "name: New name\n" }, "source { revision configuration }");
        var stale = await graphql.MutateAsync("updateSource", new { source = uuid, revision = 1, configuration = "name: Stale\n" }, "source { revision } errors { ... on StaleRevisionError { revision } }");
        var same = await graphql.MutateAsync("updateSource", new { source = uuid, force = true }, "source { revision }");

        changed["source"]!.ToJsonString().ShouldBe("""{"revision":2,"configuration":"name: New name\n"}""");
        (await cms.Client.GetStringAsync($"/api/v1/posts/{report.Files[0].PostId}.html", TestContext.Current.CancellationToken)).ShouldContain("New name");
        stale["source"].ShouldBeNull();
        stale["errors"].Texts("__typename").ShouldBe(["StaleRevisionError"]);
        stale["errors"].Texts("code").ShouldBe(["stale-revision"]);
        stale["errors"]![0]!["revision"]!.GetValue<int>().ShouldBe(2);
        same["source"]!["revision"]!.GetValue<int>().ShouldBe(2);
        var audit = await (await WritingClient.OfAsync(cms)).GetAsync($"/api/v1/audit?kind=source&id={uuid}");
        audit["items"]!.AsArray().Select(row => $"{row!["action"]} by {row["by"]}").ShouldBe(["configured by admin", "configured by command line"]);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData(null)]
    [InlineData("a: b\0c")]
    public async Task A_configuration_that_cannot_be_kept_is_refused(string? configuration)
    {
        await cms.ImportAsAsync("kept", Config, ("_posts/2021-03-04-kept-configuration.md", "x"));
        var graphql = await MutationClient.OfAsync(cms, "admin");

        var payload = await graphql.MutateAsync("updateSource", new JsonObject { ["source"] = "kept", ["force"] = true, ["configuration"] = configuration }, "source { name }");

        payload["errors"].Texts("__typename").ShouldBe(["InvalidSourceError"]);
        payload["errors"].Texts("code").ShouldBe(["invalid-property"]);
        (await QueryAsync(graphql, "source(name: \"kept\") { revision }"))["source"]!["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Addresses_move_where_that_is_asked_for()
    {
        var report = await cms.ImportAsAsync("moving", Config, ("_posts/2021-03-04-moving-by-graphql.md", "x"));
        var graphql = await MutationClient.OfAsync(cms, "admin");

        var stay = await graphql.MutateAsync("updateSource", new { source = "moving", force = true, prefix = "blog" }, "source { prefix moves { moved } }");
        var move = await graphql.MutateAsync("updateSource", new { source = "moving", force = true, movePaths = true }, "source { prefix importedAt moves { moved waiting numberedCount numbered { path } } }");

        stay["source"]!["moves"].ShouldBeNull();
        move["source"]!["moves"]!.ToJsonString().ShouldBe("""{"moved":1,"waiting":0,"numberedCount":0,"numbered":[]}""");
        move["source"]!["importedAt"].ShouldNotBeNull();
        (await cms.GetJsonAsync($"/api/v1/posts/{report.Files[0].PostId}"))["path"]!.GetValue<string>().ShouldStartWith("/blog/");
        var post = await QueryAsync(graphql, $"post(id: \"{report.Files[0].PostId}\") {{ revisions(first: 2) {{ nodes {{ kind }} }} }}");
        post["post"]!["revisions"]!["nodes"].Texts("kind").ShouldBe(["MOVED", "IMPORTED"]);
    }

    [Fact]
    public async Task Addresses_that_no_post_could_be_found_by_are_refused_by_their_type()
    {
        await cms.ImportAsAsync("far", Config, ("_posts/2021-03-04-too-far.md", "x"));
        var graphql = await MutationClient.OfAsync(cms, "admin");

        var payload = await graphql.MutateAsync(
            "updateSource", new { source = "far", force = true, configuration = $"permalink: /{new string('x', 3000)}/:title/\n", movePaths = true }, "source { name } errors { ... on TooLongError { maximum } }");

        payload["source"].ShouldBeNull();
        payload["errors"].Texts("__typename").ShouldBe(["TooLongError"]);
        payload["errors"].Texts("code").ShouldBe(["too-long"]);
        payload["errors"]![0]!["maximum"]!.GetValue<int>().ShouldBe(2000);
    }

    [Fact]
    public async Task A_change_names_a_source_that_is_there_and_a_revision()
    {
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var gone = await graphql.MutateAsync("updateSource", new { source = "none-of-it", force = true, configuration = "" }, "source { name }");
        gone["errors"].Texts("__typename").ShouldBe(["SourceNotFoundError"]);
        gone["errors"].Texts("code").ShouldBe(["source-not-found"]);
        (await graphql.AskAsync("""mutation { updateSource(input: { source: "none-of-it", configuration: "" }) { source { name } } }"""))["errors"].ShouldHaveSingleItemOf("precondition-required");
    }

    private static async Task<string> UuidAsync(MutationClient graphql, string name) => $"{(await QueryAsync(graphql, $"source(name: \"{name}\") {{ uuid }}"))["source"]!["uuid"]}";

    private static async Task<JsonNode> QueryAsync(MutationClient client, string field)
    {
        var answer = await client.AskAsync($"{{ {field} }}");
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]!;
    }
}
