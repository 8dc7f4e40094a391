using Cms.Content.Posts;

namespace Cms.Content.Sources;

/// <summary>What is to be another of a source; null for what stays.</summary>
public sealed record SourceChange
{
    /// <summary>The whole text of the generator's configuration; empty for none.</summary>
    public string? Configuration { get; init; }

    /// <summary>What stands before every path, with or without slashes at its ends; empty for nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>Whether the posts get the addresses that the configuration and the prefix give them, with redirects from their old ones. Else all stay where they are.</summary>
    public bool MovesPaths { get; init; }

    /// <exception cref="ContentException"><see cref="ContentError.InvalidSource"/>.</exception>
    public SourceDefinition ApplyTo(SourceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Check();
        return definition with
        {
            Configuration = Configuration ?? definition.Configuration,
            Prefix = Prefix is null ? definition.Prefix : PathPrefix.Of(Prefix),
        };
    }

    private void Check()
    {
        if (Configuration is { } configuration)
        {
            Refuse(!DraftCheck.IsStorable(configuration), "configuration", "The text holds a NUL or half a character, which no text can be stored with.");
            var read = string.IsNullOrWhiteSpace(configuration) ? null : ConfigurationText.Parse(configuration);
            if (read?.Refusal is { } refusal)
            {
                Refuse(isWrong: true, "configuration", $"Line {ConfigurationText.LineOf(configuration, refusal)}: {refusal.Message}");
            }

            Refuse(read?.Warnings.Any(warning => warning.Code == "front-matter-not-a-map") == true, "configuration", "It has no keys. Write each line as 'key: value', or send an empty text for none.");
        }

        if (Prefix is { } prefix && PathPrefix.RefusalOf(prefix) is { } refused)
        {
            Refuse(isWrong: true, "prefix", refused);
        }
    }

    private static void Refuse(bool isWrong, string property, string reason)
    {
        if (isWrong)
        {
            throw new ContentException(new ContentError.InvalidSource(property, reason));
        }
    }
}

/// <summary>A source after a change.</summary>
/// <param name="Moves">What became of its posts' addresses; null where they were to stay.</param>
public sealed record ChangedSource(Source Source, SourceMoves? Moves);

/// <summary>What became of the addresses of a source's posts.</summary>
/// <param name="Moved">How many posts are at another address now.</param>
/// <param name="Waiting">How many of those are out with an older text: their readers get the new address with the newer one, when that is published.</param>
/// <param name="Numbered">The posts that got a numbered address, because another post has the one that the configuration gives them.</param>
public sealed record SourceMoves(int Moved, int Waiting, IReadOnlyList<NumberedPath> Numbered);

/// <param name="Wanted">The path that the configuration gives the post.</param>
public sealed record NumberedPath(Guid PostId, string Path, string Wanted);
