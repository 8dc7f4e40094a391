using Cms.Content.Posts;
using Cms.Markdown;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Content.Sources;

/// <summary>What was imported together: its name and the configuration that its posts are read and rendered by.</summary>
public sealed record Source
{
    public required Guid Id { get; init; }

    /// <summary>Grows by one with each change of the configuration.</summary>
    public required int Revision { get; init; }

    /// <summary>Unique; the folder's own name unless the import named it.</summary>
    public required string Name { get; init; }

    public required SourceDefinition Definition { get; init; }

    /// <summary>When its published posts were last rendered anew as a whole; null in a store where that was left to their next publication.</summary>
    public DateTimeOffset? RenderedAt { get; init; }

    public static Source After(Source? source, Guid id, SourceConfigured configured) => new()
    {
        Id = id,
        Revision = (source?.Revision ?? 0) + 1,
        Name = configured.Name,
        Definition = configured.Definition,
        RenderedAt = configured.RendersPosts ? configured.At : source?.RenderedAt,
    };
}

/// <summary>A source was seen for the first time, or how it is read changed.</summary>
public sealed record SourceConfigured(string Name, SourceDefinition Definition, DateTimeOffset At)
{
    /// <summary>Whether its published posts were rendered by it in the same transaction; false in logs that are older than that.</summary>
    public bool RendersPosts { get; init; }
}

/// <summary>A source's configuration, read: how its posts are rendered.</summary>
public sealed class SourceRendering
{
    private SourceRendering(RenderingOptions options, SiteContext site, SourceDefinition? definition = null, DateTimeOffset? renderedAt = null)
    {
        RenderedAt = renderedAt;
        Definition = definition;
        Options = options;
        Site = site;
    }

    /// <summary>For posts made in the store: no site's configuration.</summary>
    public static SourceRendering None { get; } = new(GeneratorRendering.Of(Generator.Markdown, FrontMatterMap.Empty), SiteContext.Empty);

    public RenderingOptions Options { get; }

    /// <summary>What the source was defined by; null for posts made in the store.</summary>
    public SourceDefinition? Definition { get; }

    /// <summary>When all posts of the source were last rendered anew; null when that never was.</summary>
    public DateTimeOffset? RenderedAt { get; }

    /// <summary>The options for one post: it may be HTML, and may say itself where its excerpt ends.</summary>
    public RenderingOptions OptionsFor(Markup markup, Fields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        const string Separator = "excerpt_separator";
        var own = fields.Json.Contains(Separator, StringComparison.Ordinal)
            && fields.ToJsonObject()[Separator] is System.Text.Json.Nodes.JsonValue value
            && value.TryGetValue<string>(out var separator) ? separator : null;
        return markup == Markup.Markdown && own is null
            ? Options
            : Options with { IsHtml = markup == Markup.Html, ExcerptSeparator = own ?? Options.ExcerptSeparator };
    }

    /// <summary>What the posts' templates can name of their site.</summary>
    public SiteContext Site { get; }

    public static SourceRendering For(Source? source)
    {
        if (source is null)
        {
            return None;
        }

        var definition = source.Definition;
        var configuration = ConfigurationText.Read(definition.Configuration);
        return new(GeneratorRendering.Of(definition.Generator, configuration), SourceTemplates.SiteOf(definition, configuration), definition, source.RenderedAt);
    }
}
