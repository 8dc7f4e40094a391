namespace Cms.Content.Sources;

/// <summary>All that, beside a file's own text, decides how the posts of a source are read and rendered. Kept with the source, because rendering happens long after the import.</summary>
public sealed record SourceDefinition
{
    public required Generator Generator { get; init; }

    /// <summary>The text of the generator's configuration (<c>_config.yml</c>, <c>hugo.toml</c> …); empty when there is none.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>What stands before every path of the source, with a leading and no closing slash (<c>/blog</c>); empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Texts that the posts' Liquid may include, by their path below <c>_includes</c>; of Eleventy and Gatsby the files that tell how to read the posts, by their path.</summary>
    public IReadOnlyDictionary<string, string> Includes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Data files, by their path below <c>_data</c>: what <c>site.data</c> holds.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the pages are that say their own address, by their path within the site: what a post that names such a file leads to.</summary>
    public IReadOnlyDictionary<string, string> Pages { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether posts come out the same under both.</summary>
    public bool Equals(SourceDefinition? other) =>
        other is not null
        && Generator == other.Generator
        && Configuration == other.Configuration
        && Prefix == other.Prefix
        && AreEqual(Includes, other.Includes)
        && AreEqual(Data, other.Data)
        && AreEqual(Pages, other.Pages);

    public override int GetHashCode() => HashCode.Combine(Generator, Configuration, Prefix, Includes.Count, Data.Count, Pages.Count);

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(text => other.TryGetValue(text.Key, out var same) && same == text.Value);
}

/// <summary>Whose rules a source's files follow.</summary>
public enum Generator
{
    Jekyll,
    Octopress,
    Hexo,
    Hugo,
    Eleventy,
    Gatsby,

    /// <summary>A plain folder of Markdown, or single files.</summary>
    Markdown,
}
