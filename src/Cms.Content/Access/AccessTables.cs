using Cms.Content.Storage;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Access;

/// <summary>Who may come in, and what was done by whom.</summary>
internal static class AccessTables
{
    public const string ApiKeys = $"{ContentStore.Schema}.api_keys";
    public const string Audit = $"{ContentStore.Schema}.audit";

    public static IEnumerable<Table> All() => [ApiKeysTable(), AuditTable()];

    private static Table ApiKeysTable()
    {
        var keys = new Table(ApiKeys);
        keys.AddColumn("id", "uuid").AsPrimaryKey();
        keys.AddColumn("name", "text").NotNull();
        keys.AddColumn("hash", "bytea").NotNull();
        keys.AddColumn("scopes", "text[]").NotNull();
        keys.AddColumn("created_at", "timestamptz").NotNull();
        keys.AddColumn("expires_at", "timestamptz");
        keys.AddColumn("last_used_at", "timestamptz");
        keys.Indexes.Add(new IndexDefinition("api_keys_by_hash") { Columns = ["hash"], IsUnique = true });
        return keys;
    }

    private static Table AuditTable()
    {
        var audit = new Table(Audit);
        audit.AddColumn("id", "uuid").AsPrimaryKey();
        audit.AddColumn("at", "timestamptz").NotNull();
        audit.AddColumn("by", "text").NotNull();
        audit.AddColumn("key_id", "uuid");
        audit.AddColumn("action", "text").NotNull();
        audit.AddColumn("kind", "text").NotNull();
        audit.AddColumn("subject", "text");
        audit.AddColumn("address", "text");
        audit.AddColumn("details", "jsonb").NotNull();
        audit.Indexes.Add(new IndexDefinition("audit_by_at") { Columns = ["at", "id"] });
        audit.Indexes.Add(new IndexDefinition("audit_by_subject") { Columns = ["subject", "at", "id"] });
        audit.Indexes.Add(new IndexDefinition("audit_by_by") { Columns = ["by", "at", "id"] });
        audit.Indexes.Add(new IndexDefinition("audit_by_action") { Columns = ["kind", "action", "at", "id"] });
        return audit;
    }
}
