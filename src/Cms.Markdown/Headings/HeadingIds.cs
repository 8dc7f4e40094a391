using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Headings;

/// <summary>Ids for headings, the ones that Jekyll writes (kramdown's GFM parser), because links into old posts depend on them.</summary>
internal sealed class HeadingIds : IMarkdownExtension
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.-");

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += Assign;

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    /// <summary>Lower case, without what is no letter, mark, digit, connector, hyphen or blank; blanks become hyphens.</summary>
    internal static string Slug(string heading)
    {
        var slug = new StringBuilder(heading.Length);

        // Ruby lower-cases İ by the full mapping, .NET by the simple one.
        foreach (var rune in heading.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant().EnumerateRunes())
        {
            if (rune.Value is ' ' or '\t' or '-')
            {
                slug.Append('-');
            }
            else if (IsWord(rune))
            {
                slug.Append(rune);
            }
        }

        return slug.ToString();
    }

    private static void Assign(MarkdownDocument document)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            if (heading.Inline is null)
            {
                continue;
            }

            TakeExplicitId(heading);
            var attributes = heading.TryGetAttributes();
            if (attributes?.Id is not null)
            {
                continue;
            }

            var slug = Slug(HeadingText.Of(heading.Inline));

            // kramdown numbers a repeated heading from -1; an explicit id takes no number.
            var repeated = used.TryGetValue(slug, out var count);
            used[slug] = count + 1;
            var id = repeated ? string.Create(CultureInfo.InvariantCulture, $"{slug}-{count}") : slug;
            if (id.Length > 0)
            {
                heading.GetAttributes().Id = id;
            }
        }
    }

    /// <summary>Takes <c>{#id}</c> off the end of a heading.</summary>
    private static void TakeExplicitId(HeadingBlock heading)
    {
        if (heading.Inline!.LastChild is not LiteralInline literal)
        {
            return;
        }

        var text = literal.Content.AsSpan().TrimEnd(" \t");
        var start = text.LastIndexOf("{#", StringComparison.Ordinal);
        if (start < 0 || text is not [.., '}'])
        {
            return;
        }

        var id = text[(start + 2)..^1];
        if (id.IsEmpty || id.ContainsAnyExcept(IdCharacters))
        {
            return;
        }

        heading.GetAttributes().Id = id.ToString();
        literal.Content = new StringSlice(text[..start].TrimEnd(" \t").ToString());
    }

    // Ruby's \w in a Unicode expression; .NET's own lacks the spacing marks, without which Hindi's ids break.
    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
