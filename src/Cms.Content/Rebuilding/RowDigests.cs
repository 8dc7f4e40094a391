using Cms.Content.Changes;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Rebuilding;

/// <summary>What the tables held before, so that what is other afterwards can be told; in the database, where there is room for it.</summary>
internal sealed class RowDigests(NpgsqlTransaction transaction)
{
    // Differences of one table that are named one by one.
    private const int MostNamed = 20;

    // Marten's own, of when and how a row was written, when readers saw it, and what is not taken back when it is no longer so.
    private static readonly string[] Incomparable = ["mt_version", "mt_last_modified", "mt_dotnet_type", "version", "may_be_translated"];

    public async Task TakeAsync(CancellationToken ct)
    {
        await ExecuteAsync("create temporary table rows_before (place text, key text, digest text) on commit drop", ct);
        foreach (var table in RebuiltTable.All)
        {
            await ExecuteAsync($"insert into rows_before {await SelectAsync(table, ct)}", ct);
        }

        await ExecuteAsync("analyze rows_before", ct);
    }

    /// <summary>The rows that are other now.</summary>
    public async Task<IReadOnlyList<TableDifference>> CompareAsync(CancellationToken ct)
    {
        List<TableDifference> differences = [];
        foreach (var table in RebuiltTable.All)
        {
            await using var command = new NpgsqlCommand(
                $"""
                 with other as (
                   select coalesce(b.key, a.key) as key, case when b.key is null then 'missing' when a.key is null then 'surplus' else 'different' end as kind
                   from (select * from rows_before where place = $1) b full join ({await SelectAsync(table, ct)}) a on a.key = b.key
                   where b.digest is distinct from a.digest)
                 select (select count(*) from other), array(select kind || ' ' || key from other order by key limit {MostNamed})
                 """,
                transaction.Connection,
                transaction);
            command.CommandTimeout = 0;
            command.Parameters.Add(new() { Value = table.Name });
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            if (reader.GetInt64(0) > 0)
            {
                differences.Add(new(table.Name, reader.GetInt64(0), reader.GetFieldValue<string[]>(1)));
            }
        }

        return differences;
    }

    private async Task<string> SelectAsync(RebuiltTable table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select column_name::text from information_schema.columns where table_schema || '.' || table_name = $1 and column_name <> all($2) order by 1", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = table.Name });
        command.Parameters.Add(new() { Value = Incomparable });
        List<string> columns = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            columns.Add(reader.GetString(0));
        }

        var key = string.Join(" || ' ' || ", table.Key.Select(column => $"t.{column}"));
        return $"select '{table.Name}' as place, {key} || '' as key, md5(row({string.Join(", ", columns.Select(column => $"t.{column}"))})::text) as digest from {table.Name} t where {table.Which}";
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A table that follows from the log.</summary>
/// <param name="Key">The columns that tell its rows apart.</param>
/// <param name="IsEmptied">Whether its rows are written anew; those of the others are put right.</param>
internal sealed record RebuiltTable(string Name, IReadOnlyList<string> Key, bool IsEmptied = true)
{
    /// <summary>Which rows of <c>t</c> count.</summary>
    public string Which { get; init; } = "true";

    public static IReadOnlyList<RebuiltTable> All { get; } =
    [
        new(ContentTables.Sources, ["id"]),
        new(ContentTables.Terms, ["id"], IsEmptied: false),
        new(ContentTables.TermKeys, ["taxonomy", "key"], IsEmptied: false),
        new(ContentTables.TermSlugs, ["taxonomy", "slug"], IsEmptied: false),
        new(ContentTables.Posts, ["id"]),
        new(ContentTables.PublishedPosts, ["id"]),
        new(ContentTables.PublishedBodies, ["id"]),
        new(ContentTables.PublishedPostTerms, ["post_id", "term_id"]),
        new(ContentTables.PublishedPostLinks, ["post_id", "position"]),
        new(ContentTables.PreparedPosts, ["id"]),

        // A link that nobody carries any more stays until the next purge, and nobody sees it.
        new(ContentTables.Links, ["id"]) { Which = "t.posts > 0" },
        new(ContentTables.Redirects, ["path", "post_id"]),
        new(ContentTables.FormerSlugs, ["slug", "post_id"]),
        new(ChangeTables.PostChanges, ["post_id"], IsEmptied: false),
    ];
}

/// <summary>Rows of a table that are not as the log says.</summary>
/// <param name="Rows">Some of them, each as <c>missing</c>, <c>surplus</c> or <c>different</c> and its key.</param>
public sealed record TableDifference(string Table, long Count, IReadOnlyList<string> Rows);
