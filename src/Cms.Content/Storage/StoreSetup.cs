using System.Security.Cryptography;
using Cms.Content.Changes;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Search;
using JasperFx;
using Marten;
using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Brings the database to what this program needs. Safe when several nodes start at once.</summary>
public sealed class StoreSetup
{
    // Any constant does; all nodes have to agree on it.
    private const long SchemaLock = 0x436d735363686d61;

    // The very build that brought the schema to what it is. The same one has nothing to compare, which takes longer than all else of a start.
    private static readonly string Builder =
        $"cms {typeof(StoreSetup).Module.ModuleVersionId:N} {typeof(DocumentStore).Module.ModuleVersionId:N} {typeof(Weasel.Postgresql.Tables.Table).Module.ModuleVersionId:N}";

    private readonly NpgsqlDataSource dataSource;
    private readonly Func<DocumentStore> openStore;

    /// <param name="openStore">Marten, which takes a start longer to make than reading does; only a schema that has to change needs it.</param>
    internal StoreSetup(NpgsqlDataSource dataSource, Func<DocumentStore> openStore) => (this.dataSource, this.openStore) = (dataSource, openStore);

    /// <summary>Applies the schema, unless this very build has done so, and makes what there is one of: the content version and the signing secret.</summary>
    public async Task ApplyAsync(CancellationToken ct)
    {
        if (await WasBuiltByThisAsync(ct))
        {
            return;
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var wait = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { CommandTimeout = 120 })
        {
            wait.Parameters.Add(new() { Value = SchemaLock });
            await wait.ExecuteNonQueryAsync(ct);
        }

        await openStore().Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        await SearchTables.TuneAsync(connection, transaction, ct);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"insert into {ContentTables.ContentVersion} (id, version) values (1, 0) on conflict do nothing"),
                new(PublishedBodies.TakeOver),
                new(CarriedLinks.CountAll),
                new(ChangedPosts.FirstRows),
                // A row of ordinary size is not to be compressed: it is read far more often than written.
                new($"alter table {ContentTables.PreparedPosts} set (toast_tuple_target = 8160)"),
                new($"insert into {ContentTables.SigningSecrets} (created_at, secret) select now(), $1 where not exists (select from {ContentTables.SigningSecrets})")
                {
                    Parameters = { new() { Value = RandomNumberGenerator.GetBytes(32) } },
                },
                new($"comment on schema {ContentStore.Schema} is '{Builder}'"),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> WasBuiltByThisAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select obj_description(to_regnamespace('{ContentStore.Schema}'), 'pg_namespace') is not distinct from '{Builder}'");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Whether no post was ever made here.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select not exists (select from {ContentTables.Posts})");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Tells PostgreSQL what the tables hold now. Without it, the first queries after a large import are planned for an empty store.</summary>
    public async Task RefreshStatisticsAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"analyze {ContentTables.Posts}, {ContentTables.PublishedPosts}, {ContentTables.PublishedBodies}, {ContentTables.PreparedPosts}, {ContentTables.Terms}, {ContentTables.TermKeys}, {ContentTables.PublishedPostTerms}, {ContentTables.Links}, {ContentTables.PublishedPostLinks}, {ContentTables.Redirects}, {ChangeTables.PostChanges}");
        await command.ExecuteNonQueryAsync(ct);
    }
}
