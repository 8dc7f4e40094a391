namespace Cms.Markdown.Html;

/// <summary>Reads the tags of one text. Linear over all of them, as long as whoever asks goes on behind a tag that was found.</summary>
internal sealed class TagReader(string html)
{
    private readonly int lastEnd = html.LastIndexOf('>');
    private bool ignoresQuotes;

    /// <summary>Whether anything that opens here can be closed: behind the last <c>&gt;</c>, nothing is looked for.</summary>
    public bool MayEnd(int start) => start < lastEnd;

    /// <summary>The tag at a <c>&lt;</c>; null where none starts or where it does not end.</summary>
    public HtmlTag? Read(int start)
    {
        if (!MayEnd(start))
        {
            return null;
        }

        var tag = HtmlTag.Read(html, start, ignoresQuotes);
        if (tag is null && !ignoresQuotes && start + 1 < html.Length && (char.IsAsciiLetter(html[start + 1]) || html[start + 1] == '/'))
        {
            // A quotation mark that is never closed would swallow the rest, and be looked for again from each tag.
            tag = HtmlTag.Read(html, start, ignoreQuotes: true);
            ignoresQuotes = tag is not null;
        }

        return tag;
    }

    /// <summary>The attributes of the tag that was read last.</summary>
    public List<HtmlAttribute> AttributesOf(HtmlTag tag) => HtmlAttribute.Read(html.AsSpan(tag.Attributes), ignoresQuotes);
}
