using System.Collections.Frozen;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Appends events to the log, many at once, with the rows that Marten itself would leave.</summary>
internal sealed class PostLog(IDocumentStore store)
{
    // The names that Marten gives to streams of posts, and to a store without tenants.
    private const string StreamType = "post";

    private readonly FrozenDictionary<Type, (string Name, string DotNetName)> names =
        store.Options.Events.AllKnownEventTypes().ToFrozenDictionary(type => type.EventType, type => (type.EventTypeName, type.DotNetTypeName));

    /// <summary>Makes the streams of new posts, for the events that follow.</summary>
    public static Task BeginStreamsAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PostChange> changes, CancellationToken ct) => TableCopy.WriteAsync(
        transaction.Connection!,
        ContentTables.Streams,
        "id, type, version",
        changes,
        (row, change) =>
        {
            row.Write(change.Post.Id);
            row.Write(StreamType);
            row.Write((long)change.Post.Revision);
        },
        ct);

    /// <summary>Takes streams back that have no event.</summary>
    public static Task RemoveStreamsAsync(NpgsqlTransaction transaction, Guid[] ids, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.Streams, "id", ids, ct);

    /// <summary>The caller has made the streams of new posts, and holds those of the others.</summary>
    /// <exception cref="InvalidOperationException">A stream is not where its working copy is: the store is damaged.</exception>
    public async Task AppendAsync(NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, DateTimeOffset now, CancellationToken ct)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await GoOnAsync(transaction, [.. changes.Where(change => !change.IsNew).Select(change => change.Post)], ct);

        var sequence = new Queue<long>(await NextNumbersAsync(transaction, changes.Count, ct));
        await TableCopy.WriteAsync(
            transaction.Connection!,
            ContentTables.Events,
            "seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type",
            changes,
            (row, change) =>
            {
                var (name, dotNetName) = names[change.Event.GetType()];
                row.Write(sequence.Dequeue());
                row.Write(Guid.CreateVersion7(now));
                row.Write(change.Post.Id);
                row.Write((long)change.Post.Revision);
                row.WriteJson(change.EventJson);
                row.Write(name);
                row.Write(now);
                row.Write(dotNetName);
            },
            ct);
    }

    private static async Task GoOnAsync(NpgsqlTransaction transaction, List<Post> posts, CancellationToken ct)
    {
        if (posts.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"update {ContentTables.Streams} s set version = n.version, timestamp = now() from unnest($1, $2) n(id, version) where s.id = n.id and s.version = n.version - 1",
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = posts.ConvertAll(post => post.Id).ToArray() });
        command.Parameters.Add(new() { Value = posts.ConvertAll(post => (long)post.Revision).ToArray() });
        if (await command.ExecuteNonQueryAsync(ct) != posts.Count)
        {
            throw new InvalidOperationException("The log and the working copies of posts differ. Rebuild the documents from the log.");
        }
    }

    // As late as can be: a number that is drawn and rolled back leaves a gap in the log.
    private static async Task<long[]> NextNumbersAsync(NpgsqlTransaction transaction, int count, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select array_agg(nextval('{ContentTables.EventSequence}')) from generate_series(1, $1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = count });
        return (long[])(await command.ExecuteScalarAsync(ct))!;
    }
}
