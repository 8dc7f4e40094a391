using Cms.Content.Access;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Previews;

/// <summary>Makes, lists, deletes and follows preview links.</summary>
public sealed class PreviewLinks
{
    /// <summary>The most that count for one post at a time.</summary>
    public const int MostOfPost = 100;

    private const string Scope = "preview link";

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors secrets;
    private readonly TimeProvider clock;

    internal PreviewLinks(NpgsqlDataSource dataSource, Cursors secrets, TimeProvider clock)
    {
        this.dataSource = dataSource;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// <exception cref="ContentException">
    /// <see cref="ContentError.WorkingCopyNotFound"/>, <see cref="ContentError.TrashedPost"/> or <see cref="ContentError.TooManyPreviewLinks"/>.
    /// </exception>
    public async Task<PreviewLink> CreateAsync(PostEdits edits, Guid postId, DateTimeOffset expiresAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (await LockAsync(edits.Transaction, postId, ct) == PostStatus.Trashed)
        {
            throw new ContentException(new ContentError.TrashedPost(postId));
        }

        var now = clock.GetUtcNow();
        await using var tidy = edits.Transaction.Command($"delete from {PreviewTables.Links} where post_id = $1 and expires_at <= $2", postId, now);
        await tidy.ExecuteNonQueryAsync(ct);
        await using var count = edits.Transaction.Command($"select count(*) from {PreviewTables.Links} where post_id = $1", postId);
        if ((long)(await count.ExecuteScalarAsync(ct))! >= MostOfPost)
        {
            throw new ContentException(new ContentError.TooManyPreviewLinks(postId, MostOfPost));
        }

        var id = Guid.CreateVersion7(now);
        var link = new PreviewLink(id, postId, TokenOf(await secrets.SignerAsync(edits.Transaction.Transaction, ct), id), now, expiresAt.ToUniversalTime(), edits.Transaction.Actor.Name);
        await using var insert = edits.Transaction.Command(
            $"insert into {PreviewTables.Links} (id, post_id, created_at, expires_at, by) values ($1, $2, $3, $4, $5)", link.Id, postId, now, link.ExpiresAt, link.By);
        await insert.ExecuteNonQueryAsync(ct);
        edits.Transaction.Note(Entry("created", link.Id, postId, link.ExpiresAt));
        return link;
    }

    /// <summary>Those of a post that count, the oldest first.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.WorkingCopyNotFound"/>.</exception>
    public async Task<IReadOnlyList<PreviewLink>> ListAsync(Guid postId, CancellationToken ct)
    {
        var signer = await secrets.SignerAsync(ct);
        await using var command = dataSource.CreateCommand(
            $"""
             select l.id, l.created_at, l.expires_at, l.by
             from {ContentTables.Posts} p left join {PreviewTables.Links} l on l.post_id = p.id and l.expires_at > $2
             where p.id = $1 order by l.created_at, l.id
             """);
        command.Parameters.Add(new() { Value = postId });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!reader.HasRows)
        {
            throw new ContentException(new ContentError.WorkingCopyNotFound(postId.ToString()));
        }

        List<PreviewLink> links = [];
        while (await reader.ReadAsync(ct))
        {
            if (!reader.IsDBNull(0))
            {
                var id = reader.GetGuid(0);
                links.Add(new(id, postId, TokenOf(signer, id), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3)));
            }
        }

        return links;
    }

    /// <summary>Ends a link at once, on every node.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.PreviewLinkNotFound"/>.</exception>
    public async Task DeleteAsync(PostEdits edits, Guid postId, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edits);
        await using var delete = edits.Transaction.Command($"delete from {PreviewTables.Links} where id = $1 and post_id = $2 and expires_at > $3 returning expires_at", id, postId, clock.GetUtcNow());
        if (await delete.ExecuteScalarAsync(ct) is not DateTime expiresAt)
        {
            throw new ContentException(new ContentError.PreviewLinkNotFound());
        }

        edits.Transaction.Note(Entry("deleted", id, postId, new DateTimeOffset(expiresAt)));
    }

    /// <summary>The post that a token shows.</summary>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.PreviewLinkNotFound"/>, and nothing else, whatever the reason: the token was made up, or has expired, or was deleted, or its
    /// post is in the trash or gone.
    /// </exception>
    public async Task<Guid> FollowAsync(string token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (ReadId(await secrets.SignerAsync(ct), token) is { } id)
        {
            await using var command = dataSource.CreateCommand(
                $"""
                 select l.post_id from {PreviewTables.Links} l join {ContentTables.Posts} p on p.id = l.post_id
                 where l.id = $1 and l.expires_at > $2 and p.status <> $3
                 """);
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = clock.GetUtcNow() });
            command.Parameters.Add(new() { Value = nameof(PostStatus.Trashed) });
            if (await command.ExecuteScalarAsync(ct) is Guid postId)
            {
                return postId;
            }
        }

        throw new ContentException(new ContentError.PreviewLinkNotFound());
    }

    // Nobody purges the post meanwhile and leaves a link behind, and two requests do not both make the last link.
    private static async Task<PostStatus> LockAsync(ContentTransaction transaction, Guid postId, CancellationToken ct)
    {
        await using var command = transaction.Command($"select status from {ContentTables.Posts} where id = $1 for no key update", postId);
        return await command.ExecuteScalarAsync(ct) is string status
            ? Enum.Parse<PostStatus>(status)
            : throw new ContentException(new ContentError.WorkingCopyNotFound(postId.ToString()));
    }

    private static string TokenOf(CursorSigner signer, Guid id) => signer.Write(Scope, id.ToString("N"));

    private static Guid? ReadId(CursorSigner signer, string token)
    {
        try
        {
            return Guid.ParseExact(signer.Read(Scope, token)[0], "N");
        }
        catch (ContentException)
        {
            return null;
        }
    }

    private static AuditEntry Entry(string action, Guid id, Guid postId, DateTimeOffset expiresAt) => new(action, "preview-link", id.ToString())
    {
        Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["post"] = postId, ["expiresAt"] = PreparedPost.Time(expiresAt) },
    };
}
