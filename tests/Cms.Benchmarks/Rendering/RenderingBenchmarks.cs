using BenchmarkDotNet.Attributes;
using Cms.Markdown;

namespace Cms.Benchmarks.Rendering;

/// <summary>What rendering one post of usual size costs.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private readonly MarkdownRenderer renderer = new();
    private string markdown = "";

    [GlobalSetup]
    public void Write()
    {
        var folder = Directory.CreateTempSubdirectory("cms-benchmark-").FullName;
        Blog.GeneratedBlog.Write(folder, 1);
        var text = File.ReadAllText(Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Single());
        markdown = Cms.Markdown.FrontMatter.MarkdownFile.Parse(text).Body;
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public string Markdig() => global::Markdig.Markdown.ToHtml(markdown);

    [Benchmark]
    public string Html() => renderer.Render(markdown, RenderingOptions.SingleFile).Html;

    [Benchmark]
    public string HtmlWithTypography() => renderer.Render(markdown, RenderingOptions.SingleFile with { SmartQuotes = true, TypographicSymbols = true }).Html;

    /// <summary>What import needs of each post.</summary>
    [Benchmark]
    public int Summary() => renderer.Summarize(markdown, RenderingOptions.SingleFile).WordCount;
}
