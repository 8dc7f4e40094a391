using System.Text.Json.Serialization;
using Cms.Markdown;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Liquid;

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
    private SourceRendering(FrontMatterMap configuration)
    {
        Options = RenderingOptions.ForJekyll(configuration);
        Site = configuration.ToJson() as System.Text.Json.Nodes.JsonObject ?? [];
    }

    /// <summary>For posts made in the store: no site's configuration.</summary>
    public static SourceRendering None { get; } = new(FrontMatterMap.Empty) { Options = RenderingOptions.SingleFile };

    public RenderingOptions Options { get; private init; }

    /// <summary>What <c>site.*</c> means in the posts' Liquid. Never changed once made.</summary>
    [JsonIgnore]
    public System.Text.Json.Nodes.JsonObject Site { get; }

    public static SourceRendering For(Source? source) => source is null ? None : new(ReadConfiguration(source.Definition.Configuration));

    /// <summary>Reads a <c>_config.yml</c>.</summary>
    public static FrontMatterMap ReadConfiguration(string yaml) =>
        string.IsNullOrWhiteSpace(yaml) ? FrontMatterMap.Empty : MarkdownFile.Parse($"---\n{yaml}\n---\n").FrontMatter;

    public LiquidVariables Variables(System.Text.Json.Nodes.JsonObject page) => new(Site, page);
}
