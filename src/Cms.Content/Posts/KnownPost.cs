namespace Cms.Content.Posts;

/// <summary>What an import needs to know of a post that its source already has.</summary>
/// <param name="ImportedRevision">The revision that the last import made.</param>
/// <param name="DueAt">When a scheduled post is to go out; null for any other.</param>
/// <param name="ImportedStatus">What its file said at the last import.</param>
/// <param name="IsEdited">Whether its content is another than the last import's.</param>
/// <param name="IsPruned">Whether it lies in the trash because its file had gone: with the file, it comes back.</param>
/// <param name="BlogPath">The path that the blog gives it; <paramref name="Path"/> is another where a second post has that.</param>
public sealed record KnownPost(
    Guid Id,
    int Revision,
    int ImportedRevision,
    string File,
    string Hash,
    string Path,
    PostStatus Status,
    DateTimeOffset? DueAt,
    PostStatus ImportedStatus,
    bool IsEdited,
    bool IsPruned,
    string BlogPath)
{
    /// <summary>What was decided in the store against the file as it was at the last import; null when nothing was.</summary>
    public ImportConflict? Conflict => ConflictWith(ImportedStatus);

    /// <summary>What was decided in the store against a file that says <paramref name="status"/> now; null when the file can be taken in.</summary>
    public ImportConflict? ConflictWith(PostStatus status)
    {
        // A status that both sides changed is the file's to say, unless the store took the post from readers.
        ImportConflict? decided = Status switch
        {
            _ when Status == ImportedStatus || IsPruned => null,
            PostStatus.Trashed => ImportConflict.Trashed,
            PostStatus.Archived => ImportConflict.Archived,
            PostStatus.Draft when status != PostStatus.Draft => ImportConflict.Unpublished,
            PostStatus.Published or PostStatus.Scheduled when status == PostStatus.Draft && ImportedStatus == PostStatus.Draft => ImportConflict.Published,
            _ => null,
        };
        return decided ?? (IsEdited ? ImportConflict.Edited : null);
    }
}
