using System.Collections.Concurrent;
using Cms.Markdown.Bounds;
using Cms.Markdown.Headings;
using Cms.Markdown.Kramdown.Writing;
using Cms.Markdown.Typography;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;

namespace Cms.Markdown;

/// <summary>Builds each pipeline once. Building is slow against parsing, and Markdig keeps a pool of renderers with each.</summary>
internal sealed class MarkdownPipelines
{
    private readonly ConcurrentDictionary<(bool Smart, bool AutoLinks, bool HardWraps, bool Ids), MarkdownPipeline> built = new();

    /// <summary>Only to write with: kramdown's text is read by its own parser.</summary>
    private readonly MarkdownPipeline kramdown = BuildKramdown();

    public MarkdownPipeline For(RenderingOptions options) => options.Kramdown
        ? kramdown
        : built.GetOrAdd((options.SmartQuotes, options.AutoLinks, options.HardWraps, options.HeadingIds), static key => Build(key.Smart, key.AutoLinks, key.HardWraps, key.Ids));

    private static MarkdownPipeline BuildKramdown()
    {
        var builder = new MarkdownPipelineBuilder().UseNonAsciiNoEscape();
        builder.Extensions.Add(new KramdownRendering());
        return builder.Build();
    }

    /// <summary>CommonMark with what GitHub and Redcarpet add to it.</summary>
    private static MarkdownPipeline Build(bool smartQuotes, bool autoLinks, bool hardWraps, bool headingIds)
    {
        var builder = new MarkdownPipelineBuilder()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UsePipeTables(new PipeTableOptions { UseHeaderForColumnCount = false })
            .UseTaskLists()
            .UseFootnotes()
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
        if (smartQuotes)
        {
            builder.Extensions.Add(new SmartQuotes());
        }

        if (headingIds)
        {
            builder.Extensions.Add(new HeadingIds());
        }

        return builder.UseCjkFriendlyEmphasis().Build();
    }
}
