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
/// <param name="ImportedAt">When the last import of it came to its end, whether or not anything had changed; null when none has.</param>
/// <param name="Configuration">The text of <c>_config.yml</c> or its like; only of one source by its name. Empty where there is none.</param>
/// <param name="Includes">The texts that posts may include and, where a program is the configuration, the files that it is told by, by their paths; only of one source by its name.</param>
/// <param name="Data">The data files, by their paths; only of one source by its name.</param>
/// <param name="Warnings">What of the configuration is not followed; only of one source by its name.</param>
/// <param name="Moves">What became of its posts' addresses; only where they were asked to move.</param>
internal sealed record SourceResponse(
    Guid Id,
    string Name,
    Generator Generator,
    string Prefix,
    long Posts,
    int Revision,
    DateTimeOffset ConfiguredAt,
    DateTimeOffset? ImportedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Configuration = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Includes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Data = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SourceWarning>? Warnings = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SourceMovesResponse? Moves = null)
{
    public static SourceResponse From(StoredSource stored) => new(
        stored.Source.Id, stored.Source.Name, stored.Source.Definition.Generator, stored.Source.Definition.Prefix, stored.Posts, stored.Source.Revision, stored.ConfiguredAt, stored.ImportedAt);

    public static SourceResponse InFull(StoredSource stored) => From(stored) with
    {
        Configuration = stored.Source.Definition.Configuration,
        Includes = [.. stored.Source.Definition.Includes.Keys.Order(StringComparer.Ordinal)],
        Data = [.. stored.Source.Definition.Data.Keys.Order(StringComparer.Ordinal)],
        Warnings = SourceWarnings.Of(stored.Source.Definition),
    };
}

internal sealed record SourcePageResponse(IReadOnlyList<SourceResponse> Items, PageResponse Page);

/// <summary>What became of the addresses of a source's posts.</summary>
/// <param name="Moved">How many posts are at another address now. The old ones lead there.</param>
/// <param name="Waiting">How many of those are out with an older text: their readers get the new address when the newer one is published.</param>
/// <param name="NumberedCount">How many posts got a numbered address, because another post has the one that the configuration gives them.</param>
/// <param name="Numbered">Those, the first 100 of them.</param>
internal sealed record SourceMovesResponse(int Moved, int Waiting, int NumberedCount, IReadOnlyList<NumberedPathResponse> Numbered)
{
    private const int MostShown = 100;

    public static SourceMovesResponse? From(SourceMoves? moves) => moves is null ? null : new(
        moves.Moved, moves.Waiting, moves.Numbered.Count, [.. moves.Numbered.Take(MostShown).Select(post => new NumberedPathResponse(post.PostId, post.Path, post.Wanted))]);
}

/// <param name="Wanted">The path that the configuration gives the post.</param>
internal sealed record NumberedPathResponse(Guid Id, string Path, string Wanted);

/// <param name="Configuration">The whole text of <c>_config.yml</c> or its like; left out for that which it has.</param>
/// <param name="Prefix">What stands before every path, empty for nothing; left out for that which it has.</param>
/// <param name="MovePaths">Whether its posts get the addresses that the configuration and the prefix give them. Else all stay, as where it is left out.</param>
internal sealed record ChangeSourceRequest(string? Configuration = null, string? Prefix = null, bool? MovePaths = null);
