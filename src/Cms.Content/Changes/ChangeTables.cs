using Cms.Content.Storage;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Changes;

/// <summary>When readers last saw each post change. One row for each post that ever went out, so that the log of changes does not outgrow the posts.</summary>
internal static class ChangeTables
{
    public const string PostChanges = $"{ContentStore.Schema}.post_changes";

    public static IEnumerable<Table> All()
    {
        var changes = new Table(PostChanges);
        changes.AddColumn("post_id", "uuid").AsPrimaryKey();

        // The content version that the change came with. Versions grow in the order of commits, so no row appears below one that was read.
        changes.AddColumn("version", "bigint").NotNull();
        changes.AddColumn("is_shown", "boolean").NotNull();

        // Those of the last published copy. They stay when the post is removed for good, so that whoever copied it can remove it.
        changes.AddColumn("slug", "text").NotNull();
        changes.AddColumn("path", "text").NotNull();
        changes.AddColumn("earlier_paths", "text[]").NotNull();

        // What the copy's translations found it by, and chose it by, until now; null where readers see none.
        changes.AddColumn("language", "text");
        changes.AddColumn("translation_key", "text");
        changes.AddColumn("published_at", "timestamptz");
        changes.Indexes.Add(new IndexDefinition("post_changes_in_order") { Columns = ["version", "post_id"] });
        return [changes];
    }
}
