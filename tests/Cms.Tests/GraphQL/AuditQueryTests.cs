using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>The audit over GraphQL says what it says over REST.</summary>
public sealed class AuditQueryTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Entries_are_those_of_rest_under_the_same_filters_a_page_at_a_time()
    {
        var rest = await OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Audited"));
        await rest.VerbAsync(post, "publish");
        await rest.VerbAsync(post, "unpublish");
        var graphql = await MutationClient.OfAsync(cms, "admin");

        List<string> seen = [];
        string? after = null;
        do
        {
            var answer = await graphql.AskAsync(
                "query Q($subject: String, $after: String) { audit(first: 2, after: $after, where: { kind: \"post\", by: \"admin\", subject: $subject }) { nodes { at by action kind subject address details } pageInfo { hasNextPage endCursor } } }",
                new { subject = $"{post["id"]}", after });
            answer["errors"].ShouldBeNull(answer.ToJsonString());
            var page = answer["data"]!["audit"]!;
            seen.AddRange(page["nodes"]!.AsArray().Select(entry => Line(entry!, "subject")));
            after = page["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? page["pageInfo"]!["endCursor"]!.GetValue<string>() : null;
        }
        while (after is not null);

        var told = (await rest.GetAsync($"/api/v1/audit?kind=post&by=admin&id={post["id"]}"))["items"]!.AsArray();
        seen.ShouldBe(told.Select(row => Line(row!, "id")));
        seen.Count.ShouldBe(3);

        static string Line(JsonNode entry, string subject) => $"{entry["at"]} {entry["by"]} {entry["action"]} {entry["kind"]} {entry[subject]} {entry["address"]} {entry["details"]!.ToJsonString()}";
    }

    [Theory]
    [InlineData("action: \"unpublished\"", "unpublished")]
    [InlineData("since: \"2001-01-01T02:00:00+02:00\", action: \"created\"", "created")]
    [InlineData("until: \"2001-01-01T00:00:00Z\"", "")]
    [InlineData("by: \"nobody\"", "")]
    public async Task Each_condition_narrows(string condition, string actions)
    {
        var rest = await OfAsync(cms);
        var post = await rest.PublishAsync(new { title = Unique("Narrowed") });
        await rest.VerbAsync(post, "unpublish");

        var answer = await (await MutationClient.OfAsync(cms, "admin")).AskAsync($$"""{ audit(where: { subject: "{{post["id"]}}", {{condition}} }) { nodes { action } } }""");

        answer["errors"].ShouldBeNull(answer.ToJsonString());
        string.Join(' ', answer["data"]!["audit"]!["nodes"].Texts("action")).ShouldBe(actions);
    }

    [Theory]
    [InlineData("first: 0", "invalid-parameter")]
    [InlineData("first: 101", "invalid-parameter")]
    [InlineData("after: \"x\"", "invalid-cursor")]
    public async Task What_is_no_page_is_refused(string arguments, string code) =>
        (await (await MutationClient.OfAsync(cms, "admin")).AskAsync($"{{ audit({arguments}) {{ nodes {{ at }} }} }}"))["errors"].ShouldHaveSingleItemOf(code);

    [Fact]
    public async Task A_cursor_belongs_to_its_filter()
    {
        await (await OfAsync(cms)).CreateAsync(Unique("Any"));
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var cursor = (await graphql.AskAsync("{ audit(first: 1) { edges { cursor node { kind } } } }"))["data"]!["audit"]!["edges"]![0]!["cursor"];

        (await graphql.AskAsync($"{{ audit(after: \"{cursor}\", where: {{ kind: \"key\" }}) {{ nodes {{ at }} }} }}"))["errors"].ShouldHaveSingleItemOf("invalid-cursor");
    }
}
