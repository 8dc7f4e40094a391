namespace Cms.Content.Sources;

/// <summary>Tells the addresses that a configuration gives the posts of a source. Made by those who read files; sources know of none.</summary>
internal interface IConfiguredPaths
{
    /// <summary>
    /// The posts of the source that it has elsewhere than they are, in the order of their files, without those in the trash and those whose files it would
    /// not take for posts. The caller holds the lock on addresses.
    /// </summary>
    /// <param name="before">How the source is defined in the store, before the caller's transaction.</param>
    /// <param name="after">How it is to be.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidSource"/>: files cannot be read by one of the two.</exception>
    Task<IReadOnlyList<ConfiguredPath>> FindAsync(Guid sourceId, SourceDefinition before, SourceDefinition after, CancellationToken ct);

    /// <summary>Refuses a definition by which the files of the source could be neither written nor read any more.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidSource"/>.</exception>
    Task CheckAsync(Guid sourceId, SourceDefinition definition, CancellationToken ct);
}

/// <param name="Path">Where the post is.</param>
/// <param name="Wanted">Where the configuration has it.</param>
internal sealed record ConfiguredPath(Guid PostId, string Path, string Wanted);
