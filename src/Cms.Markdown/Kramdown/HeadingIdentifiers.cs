using System.Globalization;
using System.Text;
using Cms.Markdown.Headings;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown;

/// <summary>
/// Heading ids as Jekyll writes them: those of the GFM parser, and within an author's HTML element or a footnote those of kramdown itself, which keep ASCII
/// letters only and call what is left of nothing a section.
/// </summary>
internal static class HeadingIdentifiers
{
    /// <param name="prefix">What stands before each id.</param>
    public static void Assign(MarkdownDocument document, string prefix)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var usedApart = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            if (heading.TryGetAttributes()?.Id is not null)
            {
                continue;
            }

            var isApart = IsApart(heading);
            var text = HeadingText.Of(heading.Inline!);
            var id = prefix + Numbered(isApart ? AsciiSlug(text) : HeadingIds.Slug(text), isApart ? usedApart : used);
            if (id.Length > 0)
            {
                heading.GetAttributes().Id = id;
            }
        }
    }

    private static string Numbered(string slug, Dictionary<string, int> used)
    {
        var isRepeated = used.TryGetValue(slug, out var count);
        used[slug] = count + 1;
        return isRepeated ? string.Create(CultureInfo.InvariantCulture, $"{slug}-{count}") : slug;
    }

    private static string AsciiSlug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c) || (slug.Length > 0 && (char.IsAsciiDigit(c) || c is ' ' or '-')))
            {
                slug.Append(c == ' ' ? '-' : char.ToLowerInvariant(c));
            }
        }

        return slug.Length == 0 ? "section" : slug.ToString();
    }

    private static bool IsApart(HeadingBlock heading)
    {
        for (var parent = heading.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ElementBlock { IsHtml: true } or Footnote)
            {
                return true;
            }
        }

        return false;
    }
}
