using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Export;

/// <summary>Reads all posts but those in the trash, of one moment, a row at a time: what is held does not grow with the store.</summary>
internal sealed class StoredPosts : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private StoredPosts(NpgsqlConnection connection, NpgsqlTransaction transaction, ChangedTerms terms) => (this.connection, this.transaction, Terms) = (connection, transaction, terms);

    /// <summary>The terms that are not any more what posts call them.</summary>
    public ChangedTerms Terms { get; }

    public static async Task<StoredPosts> OpenAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        var opened = await dataSource.OpenConnectionAsync(ct);
        try
        {
            var moment = await opened.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            return new(opened, moment, await ChangedTerms.AllAsync(opened, ct));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The sources that have posts.</summary>
    /// <returns>And whether any post was made in the store.</returns>
    public async Task<(IReadOnlyList<Source> Sources, bool HasOwn)> SourcesAsync(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select s.data from {ContentTables.Sources} s where exists (select from {ContentTables.Posts} p where p.source_id = s.id and p.status <> 'Trashed')
             union all
             select null where exists (select from {ContentTables.Posts} p where p.source_id is null and p.status <> 'Trashed')
             """,
            connection,
            transaction);
        List<Source> sources = [];
        var hasOwn = false;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (reader.IsDBNull(0))
            {
                hasOwn = true;
            }
            else
            {
                sources.Add(JsonSerializer.Deserialize<Source>(reader.GetString(0), DocumentJson.Options)!);
            }
        }

        return (sources, hasOwn);
    }

    /// <summary>
    /// The posts of those sources in the order of their files, then, where asked for, those that were made in the store; their terms as they are called today.
    /// </summary>
    public async IAsyncEnumerable<PostToExport> ReadAsync(Guid[] sourceIds, bool withOwn, [EnumeratorCancellation] CancellationToken ct)
    {
        // The log has what the last import made of the file, and what a writer's file said at first, whatever the store has changed since.
        await using var command = new NpgsqlCommand(
            $"""
             select p.data, coalesce(e.data -> 'content' = p.data -> 'content' and e.data ->> 'status' = p.status and e.data ->> 'unpublishAt' is not distinct from p.data ->> 'unpublishAt', false),
               e.data -> 'content' -> 'original', case when p.imported_revision is not null then coalesce(p.data ->> 'movedPath', e.data -> 'content' ->> 'path') end,
               coalesce((select w.seq_id from {ContentTables.Events} w where w.stream_id = p.id and w.version = (p.data ->> 'contentRevision')::bigint), 0)
             from {ContentTables.Posts} p left join {ContentTables.Events} e on e.stream_id = p.id and e.version = coalesce(p.imported_revision, 1)
             where p.status <> 'Trashed' and (p.source_id = any($1) or ($2 and p.source_id is null))
             order by p.source_id nulls last, p.file collate "C", p.id
             """,
            connection,
            transaction)
        {
            // A large store on a slow disk takes what it takes.
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = sourceIds });
        command.Parameters.Add(new() { Value = withOwn });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var post = JsonSerializer.Deserialize<Post>(reader.GetString(0), DocumentJson.Options)!;
            var original = reader.IsDBNull(2) ? null : JsonSerializer.Deserialize<OriginalFile>(reader.GetString(2), DocumentJson.Options);
            var content = Terms.In(post.Content, reader.GetInt64(4));
            var isAsImported = reader.GetBoolean(1) && ReferenceEquals(content, post.Content);
            yield return new(post with { Content = content }, isAsImported, post.Content.Original ?? original, reader.IsDBNull(3) ? null : reader.GetString(3));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
