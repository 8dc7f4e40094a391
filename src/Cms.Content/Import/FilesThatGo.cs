using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>What a report says of posts whose files have gone.</summary>
internal static class FilesThatGo
{
    public static ImportedFile Kept(KnownPost post) => new(post.File, ImportedFileStatus.Gone, post.Id, post.Path, [], Error: null);

    public static ImportedFile Pruned(KnownPost post, ImportedPost outcome) => outcome switch
    {
        { Conflict: { } conflict } => new(post.File, ImportedFileStatus.Conflict, post.Id, post.Path, [Conflicts.NotTrashed(conflict)], Error: null),
        { Outcome: ImportOutcome.Trashed } => Kept(post) with { Warnings = [new(null, "trashed", "The file has gone, so the post went to the trash.")] },
        _ => Kept(post),
    };
}
