using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Tests.Import;

namespace Cms.Tests.Contracts;

/// <summary>The schema of front matter that editors complete by says what an import understands, no more and no less.</summary>
public sealed class FrontMatterSchemaTests
{
    // Those that a Jekyll post keeps as fields: other generators', or read where the file's name has no day, or where the post is held back.
    private static readonly string[] Fields = ["layout", "excerpt_separator", "url", "path", "draft", "archived", "publishDate", "pubDate"];

    private static JsonObject Properties =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "schema", "front-matter.schema.json")))!["properties"]!.AsObject();

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var (key, property) in Properties)
            {
                foreach (var example in property!["examples"]!.AsArray())
                {
                    examples.Add(key, example!.ToJsonString());
                }
            }

            return examples;
        }
    }

    [Fact]
    public void It_describes_each_key_that_a_reader_can_take() =>
        Properties.Select(property => property.Key).Order(StringComparer.Ordinal).ShouldBe(FrontMatterKeys.All.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_key_has_a_title_a_description_and_an_example() =>
        Properties.ShouldAllBe(property => property.Value!["title"] != null && property.Value["description"] != null && property.Value["examples"]!.AsArray().Count > 0);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_is_understood(string key, string example)
    {
        var content = SiteFolder.Content($"{key}: {example}");

        content.Fields.ToJsonObject().ContainsKey(key).ShouldBe(Fields.Contains(key, StringComparer.Ordinal));
    }
}
