namespace Cms.Content.Posts.BulkWriting;

/// <summary>What is to become of one file, given the post that it is.</summary>
/// <param name="Known">Null for a new post.</param>
internal sealed record ImportDecision(PostToImport File, KnownPost? Known, ImportOutcome Outcome, ImportConflict? Conflict)
{
    public bool Writes => Outcome is ImportOutcome.Created or ImportOutcome.Updated;

    /// <summary>The post leaves the path that it has, for that of the file.</summary>
    public bool Moves => Outcome == ImportOutcome.Updated && Known!.Path != File.Content.Path;

    public static ImportDecision On(PostToImport file, KnownPost? known)
    {
        if (known is null)
        {
            return new(file, Known: null, ImportOutcome.Created, Conflict: null);
        }

        var conflict = known.ConflictWith(file.Status);
        if (conflict is not null)
        {
            return file.Force ? new(file, known, ImportOutcome.Updated, Conflict: null) : new(file, known, ImportOutcome.Conflict, conflict);
        }

        var isDue = known.Status == PostStatus.Scheduled && file.Status == PostStatus.Published;
        var isSame = known.Hash == file.Origin.Hash && known.File == file.Origin.File && !isDue && !known.IsPruned;
        return new(file, known, isSame ? ImportOutcome.Unchanged : ImportOutcome.Updated, Conflict: null);
    }
}
