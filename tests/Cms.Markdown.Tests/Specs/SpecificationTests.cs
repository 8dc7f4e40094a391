using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Cms.Markdown.Liquid;

namespace Cms.Markdown.Tests.Specs;

/// <summary>Runs the examples of the files beside: input, a line with a dot, output. Each alone with the options it names, and again with every option on.</summary>
public class SpecificationTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly LiquidVariables Variables = new(
        new JsonObject { ["baseurl"] = "/base", ["url"] = "https://example.org" },
        new JsonObject { ["title"] = "A title" });

    private static readonly RenderingOptions Everything = RenderingOptions.SingleFile with { SmartQuotes = true, TypographicSymbols = true, ExpandLiquid = true };

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
        var alone = RenderingOptions.SingleFile with { SmartQuotes = options.Contains("smart-quotes", StringComparison.Ordinal), TypographicSymbols = options.Contains("smart-quotes", StringComparison.Ordinal), ExpandLiquid = options.Contains("liquid", StringComparison.Ordinal) };
        Html(input, alone).ShouldBe(output, $"{file}:{line}");
        Html(input, Everything).ShouldBe(output, $"{file}:{line} with every option on");
    }

    private static string Html(string input, RenderingOptions options) => Renderer.ToHtml(input, options, Variables).TrimEnd('\n').Replace('\u00A0', ' ');

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
