using Cms.Content.Storage;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Import.Queue;

/// <summary>Imports that were sent in: what was asked, what was sent until it is taken in, and what became of each file.</summary>
internal static class ImportTables
{
    public const string Imports = $"{ContentStore.Schema}.imports";
    public const string Parts = $"{ContentStore.Schema}.import_parts";
    public const string Files = ContentTables.ImportedFiles;

    public static IEnumerable<Table> All() => [ImportsTable(), PartsTable(), FilesTable()];

    private static Table ImportsTable()
    {
        var imports = new Table(Imports);
        imports.AddColumn("id", "uuid").AsPrimaryKey();
        imports.AddColumn("status", "text").NotNull();
        imports.AddColumn("created_at", "timestamptz").NotNull();
        imports.AddColumn("started_at", "timestamptz");
        imports.AddColumn("ended_at", "timestamptz");
        imports.AddColumn("by", "text").NotNull();
        imports.AddColumn("key_id", "uuid");
        imports.AddColumn("address", "text");
        imports.AddColumn("request", "jsonb").NotNull();
        imports.AddColumn("attempts", "integer").NotNull();
        imports.AddColumn("done", "integer");
        imports.AddColumn("total", "integer");
        imports.AddColumn("error_code", "text");
        imports.AddColumn("error_message", "text");
        imports.AddColumn("counts", "jsonb");
        imports.Indexes.Add(new IndexDefinition("imports_by_age") { Columns = ["created_at", "id"] });
        imports.Indexes.Add(new IndexDefinition("imports_by_status") { Columns = ["status", "created_at"] });
        return imports;
    }

    // Kept in the database rather than on a disk, so that any node can take the import.
    private static Table PartsTable()
    {
        var parts = new Table(Parts);
        parts.AddColumn("import_id", "uuid").AsPrimaryKey();
        parts.AddColumn("file", "integer").AsPrimaryKey();
        parts.AddColumn("part", "integer").AsPrimaryKey();
        parts.AddColumn("bytes", "bytea").NotNull();
        return parts;
    }

    // A row for each file, so that what is said of a post goes with it when it is purged.
    private static Table FilesTable()
    {
        var files = new Table(Files);
        files.AddColumn("import_id", "uuid").AsPrimaryKey();
        files.AddColumn("position", "integer").AsPrimaryKey();
        files.AddColumn("post_id", "uuid");
        files.AddColumn("entry", "jsonb").NotNull();
        files.Indexes.Add(new IndexDefinition("imported_files_by_post") { Columns = ["post_id"] });
        return files;
    }
}
