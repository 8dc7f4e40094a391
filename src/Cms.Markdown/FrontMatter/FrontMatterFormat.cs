namespace Cms.Markdown.FrontMatter;

/// <summary>The language that a file's front matter is written in.</summary>
public enum FrontMatterFormat
{
    /// <summary>The file has no front matter; all of it is its body.</summary>
    None,
    Yaml,
    Toml,
    Json,
}

/// <summary>Which openings of a file count as front matter. Each generator has its own: a Jekyll post that starts with <c>{</c> is text, a Hugo page's is JSON.</summary>
[Flags]
public enum FrontMatterEnvelopes
{
    None = 0,

    /// <summary>YAML between lines of three dashes; three dots close it, too.</summary>
    Yaml = 1,

    /// <summary>TOML between lines of three plus signs.</summary>
    Toml = 2,

    /// <summary>One JSON object from the file's first character on.</summary>
    Json = 4,

    /// <summary>The members of a JSON object above a line of semicolons, with or without such a line above them.</summary>
    FencedJson = 8,

    /// <summary>YAML from the file's first line on, which has to be a key, to a line of three dashes.</summary>
    UnopenedYaml = 16,

    /// <summary>Also Octopress, Eleventy, Gatsby and Astro in their usual form.</summary>
    Jekyll = Yaml,
    Hugo = Yaml | Toml | Json,
    Hexo = Yaml | FencedJson | UnopenedYaml,
    All = Yaml | Toml | Json | FencedJson | UnopenedYaml,
}
