using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Specs;

/// <summary>Runs the examples of the files beside: input, a line with a dot, output. Each alone with the options it names, and again with every option on.</summary>
public class SpecificationTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly PostContext Post = new(
        new SiteContext(
            new JsonObject { ["baseurl"] = "/base", ["url"] = "https://example.org", ["timezone"] = "Europe/Berlin" },
            new JsonObject { ["people"] = new JsonArray(new JsonObject { ["name"] = "Ada", ["year"] = 1815 }, new JsonObject { ["name"] = "Alan", ["year"] = 1912 }) },
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hello.html"] = "Hello {{ include.name }}!",
                ["myself.html"] = "a{% include myself.html %}",
                ["_posts/part.md"] = "a part",
            }),
        new JsonObject { ["title"] = "A title", ["url"] = "/2020/a/" })
    {
        File = "_posts/2020-01-01-a.md",
        Posts = new Dictionary<PostReference, PostTarget>
        {
            [new("2020-01-02-b", PostReferenceRule.PostName)] = new("/2020/b.html", "The post b"),
            [new("_posts/2020-01-02-b.md", PostReferenceRule.File)] = new("/2020/b.html", "The post b"),
            [new("b", PostReferenceRule.PathEnd)] = new("/2020/b.html", "The post b"),
        },
    };

    private static readonly RenderingOptions Everything = RenderingOptions.SingleFile with { SmartQuotes = true, TypographicSymbols = true };

    public static TheoryData<string, int, string, string, string> Examples()
    {
        var data = new TheoryData<string, int, string, string, string>();
        foreach (var file in Directory.GetFiles(Here(), "*.md").Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith("```` example", StringComparison.Ordinal))
                {
                    var end = Array.IndexOf(lines, "````", i);
                    var dot = Array.IndexOf(lines, ".", i);
                    data.Add(Path.GetFileName(file), i + 1, lines[i]["```` example".Length..].Trim(), string.Join('\n', lines[(i + 1)..dot]), string.Join('\n', lines[(dot + 1)..end]));
                    i = end;
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_comes_out_as_written(string file, int line, string options, string input, string output)
    {
        var language = Enum.GetValues<TemplateLanguage>().FirstOrDefault(known => options.Contains(known.ToString(), StringComparison.OrdinalIgnoreCase));
        var alone = RenderingOptions.SingleFile with { SmartQuotes = options.Contains("smart-quotes", StringComparison.Ordinal), TypographicSymbols = options.Contains("smart-quotes", StringComparison.Ordinal), TemplateLanguage = language };
        Html(input, alone).ShouldBe(output, $"{file}:{line}");

        // The languages of templates exclude each other; Liquid leaves all else alone.
        var all = Everything with { TemplateLanguage = language == TemplateLanguage.None ? TemplateLanguage.Jekyll : language };
        Html(input, all).ShouldBe(output, $"{file}:{line} with every option on");
    }

    private static string Html(string input, RenderingOptions options) => Renderer.ToHtml(input, options, Post).TrimEnd('\n').Replace('\u00A0', ' ');

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
