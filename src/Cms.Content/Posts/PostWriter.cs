namespace Cms.Content.Posts;

/// <summary>Every change of a post goes through here: one event for each post, one transaction for each call.</summary>
public sealed class PostWriter
{
    /// <summary>Takes in files, new or changed. All or nothing. A path that another post has is moved to <c>-2</c>.</summary>
    /// <returns>One for each file, in order.</returns>
    public Task<IReadOnlyList<ImportedPost>> ImportAsync(IReadOnlyList<PostToImport> posts, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The posts that a source has, whatever their status.</summary>
    public Task<IReadOnlyList<KnownPost>> OfSourceAsync(Guid sourceId, CancellationToken ct) => throw new NotSupportedException();
}
