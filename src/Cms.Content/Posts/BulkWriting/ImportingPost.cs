namespace Cms.Content.Posts.BulkWriting;

/// <summary>A file within the transaction that takes it in: what was decided under the lock, and the change that follows.</summary>
/// <param name="isIdTaken">Whether the id that it would bring along is that of a post which was removed for good.</param>
internal sealed class ImportingPost(PreparedPost prepared, ImportDecision decision, bool isIdTaken = false)
{
    public ImportDecision Decision => decision;

    public Guid Id { get; } = decision.Known?.Id ?? (!isIdTaken && prepared.Change is { Change.IsNew: true } fresh ? fresh.Change.Post.Id : Guid.CreateVersion7());

    /// <summary>The path that it gets.</summary>
    public string Path { get; set; } = decision.Known?.Path ?? decision.File.Content.Path;

    /// <summary>Null until it is known to be right.</summary>
    public PostChange? Change { get; set; }

    /// <summary>Takes the prepared change when the store is as it was then.</summary>
    public bool TryFit(int sourceRevision)
    {
        var fits = prepared.Change is { } made
            && made.SourceRevision == sourceRevision
            && made.Change.Post.Id == Id
            && made.Change.Post.Revision == (decision.Known?.Revision ?? 0) + 1
            && made.Change.Post.Path == Path;
        Change = fits ? prepared.Change!.Change : null;
        return fits;
    }

    public ImportedPost ToImported()
    {
        var wanted = decision.File.Content.Path;
        return new(Id, Path, decision.Writes && Path != wanted ? wanted : null, decision.Outcome, decision.Conflict) { Warnings = Change?.Warnings ?? [] };
    }
}
