using System.Runtime.CompilerServices;
using System.Text.Json;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Rebuilding;

/// <summary>Reads the log, some streams at a time, within a transaction.</summary>
internal sealed class LogReading(NpgsqlTransaction transaction, IDocumentStore store)
{
    // A hundred posts of real size, with their revisions, are a few megabytes.
    public const int StreamsAtOnce = 100;

    private readonly Dictionary<string, Type> types =
        store.Options.Events.AllKnownEventTypes().ToDictionary(type => type.EventTypeName, type => type.EventType, StringComparer.Ordinal);

    /// <summary>The events that sources were configured by, in order; they are not held.</summary>
    public IAsyncEnumerable<LogEntry> SourceEventsAsync(CancellationToken ct) => ReadAsync("type = 'source_configured' order by seq_id", [], ct);

    /// <summary>The events of terms, in order.</summary>
    public IAsyncEnumerable<LogEntry> TermEventsAsync(CancellationToken ct) => ReadAsync(@"type like 'term\_%' order by seq_id", [], ct);

    /// <summary>All posts as their events leave them, in batches.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PostOfLog>> PostsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var last = Guid.Empty;
        while (true)
        {
            var ids = await NextStreamsAsync(last, ct);
            if (ids.Length == 0)
            {
                yield break;
            }

            last = ids[^1];
            yield return await PostsAsync(ids, ct);
        }
    }

    /// <summary>Some posts as their events leave them.</summary>
    public async Task<IReadOnlyList<PostOfLog>> PostsAsync(Guid[] ids, CancellationToken ct)
    {
        Dictionary<Guid, PostOfLog> posts = new(ids.Length);
        await foreach (var entry in ReadAsync("stream_id = any($1) order by stream_id, version", [new() { Value = ids }], ct))
        {
            if (entry.Event is IPostEvent)
            {
                posts[entry.Stream] = PostOfLog.After(posts.GetValueOrDefault(entry.Stream), entry);
            }
        }

        return [.. posts.Values];
    }

    /// <summary>The source as the first so many of its events leave it.</summary>
    public async Task<Source?> SourceAsync(Guid id, int revision, CancellationToken ct)
    {
        Source? source = null;
        NpgsqlParameter[] parameters = [new() { Value = id }, new() { Value = (long)revision }];
        await foreach (var entry in ReadAsync("stream_id = $1 and version <= $2 order by version", parameters, ct))
        {
            source = Source.After(source, id, (SourceConfigured)entry.Event);
        }

        return source;
    }

    private async Task<Guid[]> NextStreamsAsync(Guid after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select array(select id from {ContentTables.Streams} where id > $1 and type = 'post' order by id limit {StreamsAtOnce})", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = after });
        return (Guid[])(await command.ExecuteScalarAsync(ct))!;
    }

    private async IAsyncEnumerable<LogEntry> ReadAsync(string which, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select stream_id, seq_id, type, data from {ContentTables.Events} where {which}", transaction.Connection, transaction);
        command.CommandTimeout = 0;
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var type = types.GetValueOrDefault(reader.GetString(2))
                ?? throw new InvalidOperationException($"The log holds an event '{reader.GetString(2)}', which this program does not know.");
            yield return new(reader.GetGuid(0), reader.GetInt64(1), JsonSerializer.Deserialize(reader.GetString(3), type, DocumentJson.Options)!);
        }
    }
}

/// <param name="Number">Its place in the log.</param>
internal sealed record LogEntry(Guid Stream, long Number, object Event);

/// <summary>A post as its events leave it.</summary>
/// <param name="WrittenBy">The number of the event that its content is from.</param>
/// <param name="Published">The post as its readers see it, with the numbers of the events that it is from; null where they see nothing.</param>
internal sealed record PostOfLog(Post Post, long WrittenBy, PublishedOfLog? Published)
{
    public static PostOfLog After(PostOfLog? before, LogEntry entry)
    {
        var post = Post.After(before?.Post, entry.Stream, entry.Event);
        var writtenBy = post.ContentRevision == post.Revision ? entry.Number : before!.WrittenBy;
        return new(post, writtenBy, post.PublishedRevision is null ? null
            : post.PublishedRevision == post.Revision ? new(post, writtenBy, entry.Number)
            : before!.Published);
    }
}

/// <param name="PublishedBy">The number of the event that it went out by.</param>
internal sealed record PublishedOfLog(Post Post, long WrittenBy, long PublishedBy);
