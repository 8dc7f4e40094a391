using Cms.Content.Storage;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Previews;

/// <summary>The preview links that count.</summary>
internal static class PreviewTables
{
    public const string Links = ContentTables.PreviewLinks;

    public static IEnumerable<Table> All()
    {
        var links = new Table(Links);
        links.AddColumn("id", "uuid").AsPrimaryKey();
        links.AddColumn("post_id", "uuid").NotNull();
        links.AddColumn("created_at", "timestamptz").NotNull();
        links.AddColumn("expires_at", "timestamptz").NotNull();
        links.AddColumn("by", "text").NotNull();
        links.Indexes.Add(new IndexDefinition("preview_links_by_post") { Columns = ["post_id", "created_at"] });
        return [links];
    }
}
