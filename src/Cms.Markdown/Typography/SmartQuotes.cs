using Markdig;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Typography;

/// <summary>kramdown's typography: quotes while parsing, dashes, ellipses and guillemets afterwards in what has turned out to be text.</summary>
internal sealed class SmartQuotes : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.InlineParsers.Insert(0, new QuoteParser());

        // Not before: a table's |---| and an HTML comment have to be recognised first.
        pipeline.DocumentProcessed += SetSymbols;
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private static void SetSymbols(MarkdownDocument document)
    {
        foreach (var literal in document.Descendants<LiteralInline>())
        {
            if (literal is QuoteInline quote)
            {
                if (IsAlternativeText(quote))
                {
                    quote.Content = new StringSlice(quote.Typed);
                }
            }
            else if (!literal.IsFirstCharacterEscaped && literal.Content.AsSpan().ContainsAny("-.<>") && !IsAlternativeText(literal))
            {
                SetSymbols(literal);
            }
        }
    }

    private static void SetSymbols(LiteralInline literal)
    {
        var text = literal.Content.ToString();
        var set = text
            .Replace("---", "—", StringComparison.Ordinal)
            .Replace("--", "–", StringComparison.Ordinal)
            .Replace("...", "…", StringComparison.Ordinal)
            .Replace("<< ", "«\u00A0", StringComparison.Ordinal)
            .Replace(" >>", "\u00A0»", StringComparison.Ordinal)
            .Replace("<<", "«", StringComparison.Ordinal)
            .Replace(">>", "»", StringComparison.Ordinal);
        if (set != text)
        {
            literal.Content = new StringSlice(set);
        }
    }

    private static bool IsAlternativeText(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: true })
            {
                return true;
            }
        }

        return false;
    }
}
