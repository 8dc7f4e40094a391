using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>What a report says where the files say one thing and the store has decided another.</summary>
internal static class Conflicts
{
    /// <summary>Of a file that was not taken in.</summary>
    public static ImportWarning NotTaken(ImportConflict conflict) => new(null, CodeOf(conflict), $"{ReasonOf(conflict)}, so the file was not taken. --force takes it.");

    /// <summary>Of a file that has gone, and whose post was to go with it.</summary>
    public static ImportWarning NotTrashed(ImportConflict conflict) =>
        new(null, CodeOf(conflict), $"The file has gone. {ReasonOf(conflict)}, so it was not put into the trash. --force does.");

    /// <summary>Of a file that has not changed since its post was purged.</summary>
    public static ImportWarning Purged { get; } = new(null, "purged-in-store", "The post was removed from the store for good, so the file was not taken. --force takes it, and so does a change of the file.");

    private static string CodeOf(ImportConflict conflict) => $"{(conflict == ImportConflict.FromElsewhere ? "known" : conflict.ToString().ToLowerInvariant())}-in-store";

    private static string ReasonOf(ImportConflict conflict) => conflict switch
    {
        ImportConflict.Edited => "The post was edited in the store since its last import",
        ImportConflict.Trashed => "The post lies in the store's trash",
        ImportConflict.Archived => "The post was archived in the store",
        ImportConflict.Unpublished => "The post was taken from readers in the store",
        ImportConflict.Published => "The post was published in the store, and the file says draft",
        ImportConflict.FromElsewhere => "The store has the post by another way than an export, and it says something else there",
        ImportConflict.Purged => "The post was removed for good",
        _ => throw new ArgumentOutOfRangeException(nameof(conflict), conflict, message: null),
    };
}
