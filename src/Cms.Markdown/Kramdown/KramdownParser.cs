using Cms.Markdown.Bounds;
using Cms.Markdown.Kramdown.Blocks;
using Cms.Markdown.Kramdown.Spans;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown;

/// <summary>
/// Reads Markdown as Jekyll does (kramdown 2.4 with its GFM parser) into Markdig's tree. kramdown is no superset of CommonMark: where lists, HTML,
/// emphasis and links begin and end is another grammar, and extensions of a CommonMark parser come near it, but not to it. All that comes behind
/// the tree is shared.
/// </summary>
internal static class KramdownParser
{
    private static readonly object Sanitising = new();

    /// <param name="warnings">Gets what the text asks for in vain.</param>
    public static MarkdownDocument Parse(string markdown, RenderingOptions options, List<RenderingWarning> warnings)
    {
        var document = new MarkdownDocument();
        var state = new DocumentState(document, options);
        new BlockReader(Adapt(markdown), 0, state, 0).ReadInto(document, element: null);
        ReadSpans(document, state);
        foreach (var footnote in state.Footnotes.Values)
        {
            ReadSpans(footnote, state);
        }

        foreach (var (block, attributes) in state.Attributes)
        {
            state.Apply(attributes, block);
        }

        Tidy(document, state);
        foreach (var footnote in state.Footnotes.Values)
        {
            Tidy(footnote, state);
        }

        AbbreviationMarking.Apply(document, state);
        FootnoteNumbering.Apply(document, state.Options);
        if (state.Options.HeadingIds)
        {
            HeadingIdentifiers.Assign(document, state.Options.KramdownOptions.AutoIdPrefix);
        }

        TableOfContentsPlacing.Apply(document, state.Options);
        OffsetHeadings(document, state.Options.KramdownOptions.HeaderOffset);
        if (state.Options.KramdownOptions.JoinsCjkLines)
        {
            CjkLines.Join(document);
        }

        if (state.NeedsSanitising)
        {
            document.SetData(Sanitising, Sanitising);
        }

        warnings.AddRange(state.Warnings);
        NestingLimit.Check(document);
        return document;
    }

    /// <summary>Whether the text set attributes that only the sanitiser can judge.</summary>
    public static bool NeedsSanitising(MarkdownDocument document) => document.GetData(Sanitising) is not null;

    private static string Adapt(string markdown)
    {
        var text = markdown.Replace('\0', '\uFFFD');
        if (text.Contains('\r', StringComparison.Ordinal))
        {
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }

        return text.EndsWith('\n') ? text : text + "\n";
    }

    private static void ReadSpans(ContainerBlock container, DocumentState state)
    {
        var reader = new SpanReader(state);
        foreach (var block in container.Descendants<LeafBlock>())
        {
            if (block is ITextBlock source)
            {
                block.Inline = reader.Read(source.TakeText(), block.Line);
            }
        }
    }

    private static void OffsetHeadings(MarkdownDocument document, int offset)
    {
        foreach (var heading in offset == 0 ? [] : document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Clamp(heading.Level + offset, 1, 6);
        }
    }

    /// <summary>Takes out what only said how to read the rest.</summary>
    private static void Tidy(ContainerBlock container, DocumentState state)
    {
        var containers = new Stack<ContainerBlock>([container]);
        while (containers.TryPop(out var current))
        {
            var kept = new List<Block>(current.Count);
            foreach (var block in current)
            {
                if (block is ListBlock list && state.Attributes.TryGetValue(list, out var attributes) && attributes.Refers("toc") && state.Document.GetData(typeof(TableOfContents)) is null)
                {
                    var contents = new TableOfContents(list.IsOrdered) { Line = list.Line };
                    contents.SetAttributes(list.GetAttributes());
                    state.Document.SetData(typeof(TableOfContents), contents);
                    kept.Add(contents);
                }
                else if (block is not (BlankLines or BlockEnd))
                {
                    kept.Add(block);
                    if (block is ContainerBlock inner)
                    {
                        containers.Push(inner);
                    }
                }
            }

            if (kept.Count < current.Count || kept.Exists(block => block is TableOfContents))
            {
                current.Clear();
                kept.ForEach(block => Put(current, block));
            }
        }
    }

    private static void Put(ContainerBlock container, Block block)
    {
        block.Parent?.Remove(block);
        container.Add(block);
    }
}
