using Cms.Markdown.Html;
using Cms.Markdown.Kramdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown;

/// <summary>What the options ask of a parsed document before it is written, in one walk.</summary>
internal static class Finishing
{
    /// <returns>Whether the document holds nothing but what Markdown itself can say, so that its HTML needs no sanitising.</returns>
    public static bool Finish(MarkdownDocument document, RenderingOptions options, List<RenderingWarning> warnings)
    {
        var isPlain = !KramdownParser.NeedsSanitising(document);
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case HtmlBlock or HtmlInline or RawTextInline or ElementBlock { IsHtml: true } or ElementText { IsHtml: true }:
                    isPlain = false;
                    break;
                case HeadingBlock heading:
                    heading.Level = Math.Clamp(heading.Level + options.HeadingOffset, 1, 6);
                    break;
                case LinkInline link:
                    link.Url = Checked(link.Url, link.IsImage, options, warnings, link.Line);
                    break;
                case AutolinkInline link when !link.IsEmail:
                    link.Url = Checked(link.Url, isImage: false, options, warnings, link.Line) ?? "";
                    break;
            }
        }

        return isPlain;
    }

    private static string? Checked(string? url, bool isImage, RenderingOptions options, List<RenderingWarning> warnings, int line)
    {
        if (url is null)
        {
            return null;
        }

        if (options.TrustHtml || SafeUrl.IsAllowed(url, isImage))
        {
            return SafeUrl.Resolve(url, options.BaseUrl);
        }

        warnings.Add(new(line + 1, "url-not-allowed", "An address with a scheme that is not allowed was left out. Use http, https, mailto, tel or ftp."));
        return null;
    }
}
