using System.Net;
using System.Text;
using Cms.Markdown.Headings;
using Cms.Markdown.Html;
using Cms.Markdown.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Links;

/// <summary>The links of a document in order of appearance, as written: those of Markdown and those of the author's HTML.</summary>
internal static class BodyLinks
{
    // A link's text is looked for this far and no further: HTML may leave it open.
    private const int LongestText = 2_000;
    private const int MostPieces = 50;

    public static List<BodyLink> In(MarkdownDocument document)
    {
        var links = new List<BodyLink>();
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case LinkInline { IsImage: false, Url.Length: > 0 } link:
                    Add(links, HeadingText.Of(link), link.Url);
                    break;
                case AutolinkInline { Url.Length: > 0 } link:
                    Add(links, link.Url, link.IsEmail ? "mailto:" + link.Url : link.Url);
                    break;
                case HtmlInline tag when new TagReader(tag.Tag) is var reader && reader.Read(0) is { } found && AddressOf(found, reader) is { } address:
                    Add(links, TextBehind(tag), address);
                    break;
                case HtmlBlock block:
                    AddAll(links, block.Lines.ToString());
                    break;
            }
        }

        return links;
    }

    private static void Add(List<BodyLink> links, string text, string url)
    {
        if (SafeUrl.IsAllowed(url, isImage: false))
        {
            links.Add(new(text, url));
        }
    }

    private static void AddAll(List<BodyLink> links, string html)
    {
        var reader = new TagReader(html);
        for (var start = Next(html, 0); start >= 0;)
        {
            var tag = reader.Read(start);
            if (tag is { } found && AddressOf(found, reader) is { } address)
            {
                var inside = html.AsSpan(found.End, Math.Min(html.Length - found.End, LongestText));
                var length = inside.IndexOf("</a", StringComparison.OrdinalIgnoreCase);
                Add(links, length < 0 ? "" : PlainText.Of(inside[..length].ToString()), address);
            }

            start = Next(html, tag?.End ?? start + 2);
        }
    }

    private static int Next(string html, int from) => html.IndexOf("<a", from, StringComparison.OrdinalIgnoreCase);

    private static string? AddressOf(HtmlTag tag, TagReader reader)
    {
        if (tag is not { Name: "a", Closes: false })
        {
            return null;
        }

        var address = reader.AttributesOf(tag).Find(attribute => attribute.Name == "href").Value;
        return string.IsNullOrWhiteSpace(address) ? null : WebUtility.HtmlDecode(address).Trim();
    }

    private static string TextBehind(HtmlInline tag)
    {
        var text = new StringBuilder();
        var pieces = 0;
        for (var next = tag.NextSibling; next is not null && next is not HtmlInline { Tag: "</a>" } && pieces < MostPieces; next = next.NextSibling)
        {
            pieces++;
            HeadingText.Append(text, next);
        }

        return text.ToString();
    }
}
