namespace Cms.Content.Posts;

/// <summary>A change of a post within a transaction.</summary>
/// <returns>The post as it is then.</returns>
public delegate Task<Post> PostEdit(PostEdits edits, CancellationToken ct);

/// <summary>Many changes of posts in one transaction: all or none.</summary>
public static class PostBatch
{
    public const int MaximumOperations = 1000;

    /// <summary>Does the operations in their order; a later one may speak of a post that an earlier one makes.</summary>
    /// <returns>The post after each.</returns>
    /// <exception cref="ContentException"><see cref="ContentError.InBatch"/>: the first refusal, with the index of its operation.</exception>
    public static async Task<IReadOnlyList<Post>> RunAsync(PostEdits edits, IEnumerable<PostEdit> operations, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edits);
        await edits.LockAsync(ct);
        List<Post> posts = [];
        foreach (var operation in operations)
        {
            try
            {
                posts.Add(await operation(edits, ct));
            }
            catch (ContentException refused) when (refused.Error is not null)
            {
                throw new ContentException(new ContentError.InBatch(posts.Count, refused.Error));
            }
        }

        return posts;
    }
}
