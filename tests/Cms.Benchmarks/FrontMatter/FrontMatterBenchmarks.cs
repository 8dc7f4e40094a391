using System.Text;
using BenchmarkDotNet.Attributes;
using Cms.Markdown.FrontMatter;

namespace Cms.Benchmarks.FrontMatter;

/// <summary>What taking one file of usual size apart costs, and changing its title.</summary>
[MemoryDiagnoser]
public class FrontMatterBenchmarks
{
    private byte[] jekyll = [];
    private byte[] hugo = [];
    private MarkdownFile file = null!;

    [GlobalSetup]
    public void Write()
    {
        var folder = Directory.CreateTempSubdirectory("cms-benchmark-").FullName;
        Blog.GeneratedBlog.Write(folder, 1);
        jekyll = File.ReadAllBytes(Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Single());
        Directory.Delete(folder, recursive: true);
        file = MarkdownFile.Parse(jekyll);
        hugo = Encoding.UTF8.GetBytes(
            $"+++\ntitle = \"About\"\ntags = [\"container\", \"image\"]\ncategories = [\"server\"]\ndate = 2014-09-28T10:00:00+02:00\n[params]\nlang = \"en\"\n+++\n{file.Body}");
    }

    [Benchmark(Baseline = true)]
    public MarkdownFile Yaml() => MarkdownFile.Parse(jekyll);

    [Benchmark]
    public MarkdownFile Toml() => MarkdownFile.Parse(hugo, FrontMatterEnvelopes.Hugo);

    [Benchmark]
    public byte[] ChangeOfTitle() => file.With([new("title", FrontMatterScalar.Of("Another title"))]);
}
