using System.Globalization;
using System.Text.Json;
using Cms.Content.Access;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Marten;
using Npgsql;

namespace Cms.Content.History;

/// <summary>What has happened to a post, revision by revision, for callers who may preview.</summary>
public sealed class PostHistory
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly Cursors cursors;

    internal PostHistory(NpgsqlDataSource dataSource, DocumentStore store, Cursors cursors)
    {
        this.dataSource = dataSource;
        this.store = store;
        this.cursors = cursors;
    }

    /// <summary>The newest revisions first.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.WorkingCopyNotFound"/> or <see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<Revision>> ListAsync(Guid id, int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), $"revisions of {id}");
        await using var command = dataSource.CreateCommand(
            $"select version, type, data ->> 'at', data ->> 'by' from {ContentTables.Events} where stream_id = $1 and type <> 'post_purged' and version < $2 order by version desc limit $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after is null ? long.MaxValue : long.Parse(list.Read(after)[0], CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = limit + 1 });
        List<Revision> revisions = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            revisions.Add(new Revision(
                (int)reader.GetInt64(0),
                RevisionKinds.Named(reader.GetString(1)),
                DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                reader.IsDBNull(3) ? null : JsonSerializer.Deserialize<Actor>(reader.GetString(3), DocumentJson.Options)));
        }

        if (revisions.Count == 0 && after is null)
        {
            throw new ContentException(new ContentError.WorkingCopyNotFound(id.ToString()));
        }

        return ForwardPage<Revision>.Of(revisions, limit, revision => list.Write(revision.Number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The post right after a revision of its own, with its terms as they are called today; a removed one by its last name.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.RevisionNotFound"/>.</exception>
    public async Task<Post> FindAsync(Guid id, int revision, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var post = await PostRevisions.AtAsync(session, id, revision, ct) ?? throw new ContentException(new ContentError.RevisionNotFound(id, revision));
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return post with { Content = (await ChangedTerms.NamedInAsync(connection, [post.Content], ct)).In(post.Content, writtenBy: null) };
    }
}

/// <param name="By">Null where the log is older than the question.</param>
public sealed record Revision(int Number, RevisionKind Kind, DateTimeOffset At, Actor? By);

/// <summary>What made a revision.</summary>
public enum RevisionKind
{
    Imported,
    Created,
    Revised,
    Published,

    /// <summary>The configuration of its source gave it another address.</summary>
    Moved,
    Scheduled,
    Unpublished,
    Archived,
    Trashed,
    Restored,
    RevisionRestored,
}

internal static class RevisionKinds
{
    /// <summary>The kind of an event by its name in the log.</summary>
    public static RevisionKind Named(string type) => type switch
    {
        "post_imported" => RevisionKind.Imported,
        "post_created" => RevisionKind.Created,
        "post_revised" => RevisionKind.Revised,
        "post_published" => RevisionKind.Published,
        "post_moved" => RevisionKind.Moved,
        "post_scheduled" => RevisionKind.Scheduled,
        "post_unpublished" => RevisionKind.Unpublished,
        "post_archived" => RevisionKind.Archived,
        "post_trashed" => RevisionKind.Trashed,
        "post_restored" => RevisionKind.Restored,
        "post_revision_restored" => RevisionKind.RevisionRestored,
        _ => throw new InvalidOperationException($"The log holds an event '{type}' of a post, which this program does not know."),
    };
}
