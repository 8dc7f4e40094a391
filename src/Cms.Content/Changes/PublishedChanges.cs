using Cms.Content.Delivery;
using Cms.Content.Paging;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Changes;

/// <summary>
/// What changes for readers, for those who keep a copy of it: in the order of the commits, nothing left out and nothing twice. A post that changes more
/// than once between two readings is told once, as it is then.
/// </summary>
public sealed class PublishedChanges
{
    /// <summary>More changes than these are not told at once.</summary>
    public const int MaximumLimit = 100;

    public const int DefaultLimit = 20;

    // What was heard this lately was heard after the change that is waited for: a change makes a node forget.
    private static readonly TimeSpan VersionAge = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource dataSource;
    private readonly DeliveredPostReader posts;
    private readonly ContentVersion content;
    private readonly Cursors cursors;

    internal PublishedChanges(NpgsqlDataSource dataSource, DeliveredPostReader posts, ContentVersion content, Cursors cursors) =>
        (this.dataSource, this.posts, this.content, this.cursors) = (dataSource, posts, content, cursors);

    /// <summary>What has changed since a place; one statement, whatever its number.</summary>
    /// <param name="since">A token of an earlier answer; null to begin with nothing, and so to get all that is published.</param>
    /// <param name="limit">1 to <see cref="MaximumLimit"/>.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidChangeToken"/>.</exception>
    public async Task<ChangePage> ReadAsync(string? since, int limit, PostParts parts, CancellationToken ct)
    {
        var signer = await cursors.SignerAsync(ct);
        var place = since is null ? default : ChangePlace.Read(signer, since);
        var (found, version) = await ReadRowsAsync(place, startsNow: since is null, limit + 1, parts, ct);
        var hasMore = found.Count > limit;
        var begun = since is null ? version : place.Begun;
        List<PublishedChange> items = [.. found.Take(limit).Select(ToChange)];
        var next = hasMore ? items[^1].Token : (items.Count > 0 || since is null ? ChangePlace.After(version) : place).Write(signer);
        return new(items, next, hasMore, version);

        PublishedChange ToChange((DeliveredPost? Post, Row Row) change)
        {
            var row = change.Row;
            return change.Post is { } post
                ? new PublishedChange.Upsert(post, WriteToken) { EarlierPaths = row.EarlierPaths }
                : new PublishedChange.Delete(row.PostId, row.Slug, row.Path, WriteToken) { EarlierPaths = row.EarlierPaths };

            string WriteToken() => row.Place(begun).Write(signer);
        }
    }

    /// <summary>The same once there is anything to tell; what there is, and so nothing, when the patience ends before.</summary>
    /// <param name="patience">Cancelled when nothing is waited for any more.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidChangeToken"/>.</exception>
    public async Task<ChangePage> WaitAsync(string? since, int limit, PostParts parts, CancellationToken patience, CancellationToken ct)
    {
        while (true)
        {
            // Before the look, so that no change falls between the two.
            var change = content.NextChangeAsync();
            var page = await ReadAsync(since, limit, parts, ct);
            if (page.Items.Count > 0 || !await SeesNextAsync(page.Version, change, patience, ct))
            {
                return page;
            }
        }
    }

    /// <summary>The place behind all that has happened.</summary>
    public async Task<string> NowAsync(CancellationToken ct)
    {
        var signer = await cursors.SignerAsync(ct);
        return ChangePlace.After(await content.GetAsync(TimeSpan.Zero, ct)).Write(signer);
    }

    // Not every change that a node hears of is one for readers. All who wait ask together whether it was.
    private async Task<bool> SeesNextAsync(long version, Task change, CancellationToken patience, CancellationToken ct)
    {
        var end = Task.Delay(Timeout.Infinite, patience);
        do
        {
            var first = await Task.WhenAny(change, end).WaitAsync(ct);
            if (first == end)
            {
                return false;
            }

            change = content.NextChangeAsync();
        }
        while (await content.GetAsync(VersionAge, ct) <= version);
        return true;
    }

    // One statement and so one moment: a post is told as it was when its row was written, or that row is not seen yet.
    private async Task<(List<(DeliveredPost? Post, Row Row)> Rows, long Version)> ReadRowsAsync(ChangePlace place, bool startsNow, int most, PostParts parts, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select {DeliveredPostReader.Columns(parts)}, now.version, c.version, c.post_id, c.slug, c.path, c.earlier_paths
             from {ContentTables.ContentVersion} now left join lateral (
               select * from {ChangeTables.PostChanges} c
               where (c.version, c.post_id) > ($1, $2) and (c.is_shown or c.version > case when $4 then now.version else $3 end)
               order by c.version, c.post_id limit $5) c on true
             left join ({DeliveredPostReader.From(parts)}) on c.is_shown and p.id = c.post_id
             order by c.version, c.post_id
             """);
        foreach (var value in (object[])[place.Version, place.PostId, place.Begun, startsNow, most])
        {
            command.Parameters.Add(new() { Value = value });
        }

        var rows = await posts.ReadOptionalAsync(
            command.ExecuteReaderAsync,
            (reader, column) => (Now: reader.GetInt64(column), Row: reader.IsDBNull(column + 1) ? null : ReadRow(reader, column + 1)),
            ct);
        return ([.. rows.Where(row => row.Extra.Row is not null).Select(row => (row.Post, row.Extra.Row!))], rows[0].Extra.Now);
    }

    private static Row ReadRow(NpgsqlDataReader reader, int column) => new(
        reader.GetInt64(column), reader.GetGuid(column + 1), reader.GetString(column + 2), reader.GetString(column + 3), reader.GetFieldValue<string[]>(column + 4));

    private sealed record Row(long Version, Guid PostId, string Slug, string Path, string[] EarlierPaths)
    {
        // Behind the version at which a follower has begun, there is nothing to leave out any more.
        public ChangePlace Place(long begun) => new(Version, PostId, Version < begun ? begun : 0);
    }
}
