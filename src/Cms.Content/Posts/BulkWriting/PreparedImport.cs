namespace Cms.Content.Posts.BulkWriting;

/// <summary>Files on their way into the store, rendered and ready to be written as long as the store stays as it was.</summary>
public sealed class PreparedImport
{
    internal PreparedImport(IReadOnlyList<PreparedPost> posts) => Posts = posts;

    internal IReadOnlyList<PreparedPost> Posts { get; }
}

/// <param name="Change">Null when nothing was to be written.</param>
internal sealed record PreparedPost(PostToImport File, PreparedChange? Change);

/// <param name="SourceRevision">The revision of the source that the change was rendered by; 0 without a source.</param>
internal sealed record PreparedChange(PostChange Change, int SourceRevision);
