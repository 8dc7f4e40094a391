using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cms.Tests.Contracts;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>The tabs that the explorer opens with: each operation in them is answered without errors.</summary>
public sealed partial class ExplorerExampleTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    public static TheoryData<string, string, string, bool> Operations
    {
        get
        {
            var operations = new TheoryData<string, string, string, bool>();
            var file = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", "Cms", "GraphQL", "Explorer", "examples.js"));
            foreach (Match tab in Tab().Matches(file))
            {
                var variables = tab.Groups["variables"] is { Success: true } given ? given.Value : "null";
                foreach (Match operation in OperationName().Matches(tab.Groups["query"].Value))
                {
                    operations.Add(operation.Groups["name"].Value, tab.Groups["query"].Value, variables, tab.Groups["headers"].Success);
                }
            }

            return operations;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_example_is_answered(string operationName, string query, string variables, bool needsKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new StringContent(JsonSerializer.Serialize(new { query, operationName, variables = JsonNode.Parse(variables) }), Encoding.UTF8, "application/json");
        if (needsKey)
        {
            request.Headers.TryAddWithoutValidation("Authorization", (await cms.KeyAsync("write")).Split(": ")[1]).ShouldBeTrue();
        }

        using var answer = await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        JsonNode.Parse(text)!["errors"].ShouldBeNull(text);
        text.ShouldNotContain("\"code\"");
    }

    [Fact]
    public void The_examples_show_what_there_is() => Operations.Count.ShouldBeGreaterThanOrEqualTo(9);

    [GeneratedRegex(@"query: `(?<query>[^`]+)`,(\s*variables: `(?<variables>[^`]+)`,)?(\s*headers: `(?<headers>[^`]+)`,)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tab();

    [GeneratedRegex(@"^(query|mutation) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OperationName();
}
