namespace Cms.Markdown.Templates;

/// <summary>What is expanded in a text before it is read as Markdown. It follows from the generator that the text was written for: elsewhere samples of code would lose text by it.</summary>
public enum TemplateLanguage
{
    None,

    /// <summary>Liquid with Jekyll's tags and filters.</summary>
    Jekyll,

    /// <summary>Jekyll's Liquid with Octopress's tags and its fences with a title.</summary>
    Octopress,

    /// <summary>Hexo's tags. What stands in a fence is left alone.</summary>
    Hexo,

    /// <summary>Hugo's shortcodes.</summary>
    Hugo,

    /// <summary>Markdown with JSX, as Gatsby reads it: its imports and exports are no content.</summary>
    Mdx,
}
