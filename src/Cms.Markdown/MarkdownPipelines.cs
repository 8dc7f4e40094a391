using System.Collections.Concurrent;
using Cms.Markdown.AttributeLists;
using Cms.Markdown.Bounds;
using Cms.Markdown.Footnotes;
using Cms.Markdown.Headings;
using Cms.Markdown.Kramdown.Writing;
using Cms.Markdown.Lists;
using Cms.Markdown.RawHtml;
using Cms.Markdown.Tables;
using Cms.Markdown.TaskLists;
using Cms.Markdown.Typography;
using Markdig;
using Markdig.Extensions.EmphasisExtras;

namespace Cms.Markdown;

/// <summary>Builds each pipeline once. Building is slow against parsing, and Markdig keeps a pool of renderers with each.</summary>
internal sealed class MarkdownPipelines
{
    private readonly ConcurrentDictionary<(bool Smart, bool AutoLinks, bool HardWraps, bool Ids), MarkdownPipeline> built = new();

    private readonly MarkdownPipeline kramdown = BuildKramdown();

    public MarkdownPipeline For(RenderingOptions options) => options.Kramdown ? kramdown : built.GetOrAdd(
        (options.SmartQuotes, options.AutoLinks, options.HardWraps, options.HeadingIds),
        static key => Build(key.Smart, key.AutoLinks, key.HardWraps, key.Ids));

    // Only to write with: the text is read by its own parser.
    private static MarkdownPipeline BuildKramdown()
    {
        var builder = new MarkdownPipelineBuilder().UseNonAsciiNoEscape();
        builder.Extensions.Add(new KramdownRendering());
        return builder.Build();
    }

    private static MarkdownPipeline Build(bool smartQuotes, bool autoLinks, bool hardWraps, bool headingIds)
    {
        var builder = new MarkdownPipelineBuilder()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseDefinitionLists()
            .UseAbbreviations()
            .UseNonAsciiNoEscape();
        if (autoLinks)
        {
            builder.UseAutoLinks();
        }

        if (hardWraps)
        {
            builder.UseSoftlineBreakAsHardlineBreak();
        }

        builder.Extensions.Add(new NestingLimit());
        builder.Extensions.Add(new RawHtmlBlocks());
        builder.Extensions.Add(new ItemTightness());
        builder.Extensions.Add(new KramdownTables());
        builder.Extensions.Add(new KramdownTaskLists());
        builder.Extensions.Add(new KramdownAttributes());
        if (smartQuotes)
        {
            builder.Extensions.Add(new SmartQuotes());
        }

        if (headingIds)
        {
            builder.Extensions.Add(new HeadingIds());
        }

        builder.Extensions.Add(new KramdownFootnotes());
        return builder.UseCjkFriendlyEmphasis().Build();
    }
}
