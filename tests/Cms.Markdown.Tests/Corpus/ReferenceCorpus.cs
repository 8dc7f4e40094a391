using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Corpus;

/// <summary>Real posts and what Jekyll makes of them, in a folder beside the repository that not every checkout has.</summary>
internal sealed class ReferenceCorpus
{
    public const string Missing = "The reference corpus is not here (../shared/corpus beside the repository).";

    private static readonly MarkdownRenderer Renderer = new();

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "..", "shared", "corpus"));

    public static bool Exists => File.Exists(Path.Combine(Folder, "expected.json"));

    public static IEnumerable<Post> Posts()
    {
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")))!.AsArray();
        foreach (var entry in expected)
        {
            var file = entry!["file"]!.GetValue<string>();
            yield return new Post(file, entry["html"]?.Deserialize<string[]>() ?? [], entry["html"] is not null, entry["excerpt"]?.GetValue<string>());
        }
    }

    // Left out: what Jekyll itself could not read, stubs in the reference, and links to posts that are not in the corpus.
    public static bool IsComparable(Post post) =>
        post.HasHtml
        && !post.File.Contains("jekyll-3-9-", StringComparison.Ordinal)
        && !post.File.EndsWith("code-highlighting-post.md", StringComparison.Ordinal)
        && !post.File.EndsWith("homebrew-maintainer-projects-update.md", StringComparison.Ordinal)
        && !post.File.StartsWith("own/octopress", StringComparison.Ordinal);

    public static Rendering Render(string file, bool trustHtml)
    {
        var path = Path.Combine(Folder, file);
        var source = MarkdownFile.Parse(File.ReadAllBytes(path));

        // The reference was rendered by kramdown throughout, also where a configuration says Redcarpet.
        var all = Configuration(path);
        var configuration = new FrontMatterMap([.. all.Entries.Where(entry => entry.Key != "markdown")]);
        var options = RenderingOptions.ForJekyll(configuration) with { TrustHtml = trustHtml };
        if (source.FrontMatter.TextOf("excerpt_separator") is { } separator)
        {
            options = options with { ExcerptSeparator = separator };
        }

        return Renderer.Render(source.Body, options, new PostContext(new SiteContext(all.ToJson()), source.FrontMatter.ToJson()));
    }

    public static Rendering RenderAsConfigured(string file)
    {
        var path = Path.Combine(Folder, file);
        var source = MarkdownFile.Parse(File.ReadAllBytes(path));
        var configuration = Configuration(path);
        return Renderer.Render(source.Body, RenderingOptions.ForJekyll(configuration), new PostContext(new SiteContext(configuration.ToJson()), source.FrontMatter.ToJson()));
    }

    public static string Excerpt(string file)
    {
        var source = MarkdownFile.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        var configuration = Configuration(Path.Combine(Folder, file));
        var separator = source.FrontMatter.TextOf("excerpt_separator") ?? configuration.TextOf("excerpt_separator");
        return MarkdownRenderer.ExcerptMarkdown(source.Body, RenderingOptions.SingleFile with { ExcerptSeparator = separator }, source.FrontMatter.TextOf("excerpt"));
    }

    private static FrontMatterMap Configuration(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!File.Exists(Path.Combine(folder, "_config.yml")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return MarkdownFile.Parse($"---\n{File.ReadAllText(Path.Combine(folder, "_config.yml"))}\n---\n").FrontMatter;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    internal sealed record Post(string File, IReadOnlyList<string> Html, bool HasHtml, string? Excerpt);
}
