using System.Text.Json.Serialization;
using Cms.Content.Sources;
using Cms.Rest.Queries;

namespace Cms.Rest.Sources;

/// <summary>What was imported together.</summary>
/// <param name="Generator">Whose rules its files follow.</param>
/// <param name="Prefix">What stands before every path; empty for nothing.</param>
/// <param name="Posts">How many it has, the trash left out.</param>
/// <param name="Revision">Grows by one with each change of its configuration.</param>
/// <param name="ConfiguredAt">When that was.</param>
/// <param name="Configuration">The text of <c>_config.yml</c> or its like; only of one source by its name. Empty where there is none.</param>
/// <param name="Includes">The texts that posts may include, by their paths; only of one source by its name.</param>
/// <param name="Data">The data files, by their paths; only of one source by its name.</param>
internal sealed record SourceResponse(
    Guid Id,
    string Name,
    Generator Generator,
    string Prefix,
    long Posts,
    int Revision,
    DateTimeOffset ConfiguredAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Configuration = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Includes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Data = null)
{
    public static SourceResponse From(StoredSource stored) => new(
        stored.Source.Id, stored.Source.Name, stored.Source.Definition.Generator, stored.Source.Definition.Prefix, stored.Posts, stored.Source.Revision, stored.ConfiguredAt);

    public static SourceResponse InFull(StoredSource stored) => From(stored) with
    {
        Configuration = stored.Source.Definition.Configuration,
        Includes = [.. stored.Source.Definition.Includes.Keys.Order(StringComparer.Ordinal)],
        Data = [.. stored.Source.Definition.Data.Keys.Order(StringComparer.Ordinal)],
    };
}

internal sealed record SourcePageResponse(IReadOnlyList<SourceResponse> Items, PageResponse Page);

/// <param name="Configuration">The whole text of <c>_config.yml</c> or its like.</param>
internal sealed record ChangeSourceRequest(string? Configuration = null);
