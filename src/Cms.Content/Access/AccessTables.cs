using Cms.Content.Storage;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Access;

/// <summary>Who may come in.</summary>
internal static class AccessTables
{
    public const string ApiKeys = $"{ContentStore.Schema}.api_keys";

    public static IEnumerable<Table> All() => [ApiKeysTable()];

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
}
