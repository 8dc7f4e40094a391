namespace Cms.Markdown;

/// <summary>A text in all the forms that readers ask for.</summary>
/// <param name="Html">The fragment, sanitised unless the options trust the author.</param>
/// <param name="Text">What a reader would see: a line for each block, code as it stands.</param>
/// <param name="ExcerptHtml">The excerpt, rendered.</param>
/// <param name="ExcerptText">The excerpt as a reader would see it.</param>
/// <param name="ExcerptMarkdown">The excerpt as it is written, Liquid unexpanded, as Jekyll hands it on.</param>
/// <param name="Toc">The headings with an id, in order.</param>
/// <param name="WordCount">Words; of Chinese, Japanese and Korean each character is one.</param>
/// <param name="ReadingMinutes">At 200 words or 450 Chinese, Japanese or Korean characters a minute; at least 1 where there is text.</param>
/// <param name="Links">The links of the body in order of appearance: inline, by reference, of raw HTML and bare ones, not images; absolute and relative. Those whose scheme may not be rendered are left out.</param>
/// <param name="Warnings">What could not be rendered as its author meant it.</param>
public sealed record Rendering(
    string Html,
    string Text,
    string ExcerptHtml,
    string ExcerptText,
    string ExcerptMarkdown,
    IReadOnlyList<TocEntry> Toc,
    int WordCount,
    int ReadingMinutes,
    IReadOnlyList<BodyLink> Links,
    IReadOnlyList<RenderingWarning> Warnings);

/// <summary>What is kept of a post beside its text: the cheapest reading of it.</summary>
/// <param name="ExcerptText">The excerpt as a reader would see it.</param>
/// <param name="WordCount">Words; of Chinese, Japanese and Korean each character is one.</param>
/// <param name="ReadingMinutes">At 200 words or 450 Chinese, Japanese or Korean characters a minute; at least 1 where there is text.</param>
/// <param name="Links">The links of the body in order of appearance.</param>
/// <param name="Warnings">What could not be rendered as its author meant it.</param>
public sealed record Summary(string ExcerptText, int WordCount, int ReadingMinutes, IReadOnlyList<BodyLink> Links, IReadOnlyList<RenderingWarning> Warnings);

/// <summary>A text to be read and not to be shown.</summary>
/// <param name="Text">What a reader would see: a line for each block, code as it stands.</param>
/// <param name="Headings">Those with an id, without their markup, in order.</param>
public sealed record PlainReading(string Text, IReadOnlyList<string> Headings);

/// <param name="Level">1 to 6, with the options' offset.</param>
/// <param name="Id">What a link to the heading holds after <c>#</c>.</param>
/// <param name="Text">The heading without its markup.</param>
public sealed record TocEntry(int Level, string Id, string Text);

/// <summary>A link of the body, as written: absolute, relative or a fragment.</summary>
public sealed record BodyLink(string Text, string Url);

/// <param name="Line">The line of the Markdown, counted from 1.</param>
/// <param name="Code">Stable and in kebab-case.</param>
/// <param name="Message">What was found and what to do about it.</param>
public sealed record RenderingWarning(int Line, string Code, string Message);
