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

    public static Source After(Source? source, Guid id, SourceConfigured configured) => new()
    {
        Id = id,
        Revision = (source?.Revision ?? 0) + 1,
        Name = configured.Name,
        Definition = configured.Definition,
    };
}

/// <summary>A source was seen for the first time, or how it is read changed.</summary>
public sealed record SourceConfigured(string Name, SourceDefinition Definition, DateTimeOffset At);

/// <summary>A source's configuration, read: how its posts are rendered.</summary>
public sealed class SourceRendering
{
    private SourceRendering(RenderingOptions options, SiteContext site)
    {
        Options = options;
        Site = site;
    }

    /// <summary>For posts made in the store: no site's configuration.</summary>
    public static SourceRendering None { get; } = new(GeneratorRendering.Of(Generator.Markdown, FrontMatterMap.Empty), SiteContext.Empty);

    public RenderingOptions Options { get; }

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
        return new(GeneratorRendering.Of(definition.Generator, configuration), SourceTemplates.SiteOf(definition, configuration));
    }
}
