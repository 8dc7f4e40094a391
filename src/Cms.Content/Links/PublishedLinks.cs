using System.Globalization;
using Cms.Content.Delivery;
using Cms.Content.Paging;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>Links that published posts carry.</summary>
public sealed class PublishedLinks
{
    public const int MaximumLimit = 100;

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors cursors;
    private readonly ExpensiveQueries queries;

    internal PublishedLinks(NpgsqlDataSource dataSource, Cursors cursors, ExpensiveQueries queries)
    {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.queries = queries;
    }

    /// <summary>A page of links, the most carried first.</summary>
    /// <param name="where">Null for all.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>, <see cref="ContentError.QueryTooExpensive"/>.</exception>
    public Task<ForwardPage<Link>> ListAsync(LinkFilter? where, int limit, string? after, CancellationToken ct) =>
        queries.InTimeAsync(token => ListInTimeAsync(where, limit, after, token), ct);

    private async Task<ForwardPage<Link>> ListInTimeAsync(LinkFilter? where, int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), $"links by posts where {CursorScope.TextOf(where)}");
        await using var command = dataSource.CreateCommand();
        var which = new LinkSql(command.Parameters).Where(where);
        if (after is not null)
        {
            var read = list.Read(after);
            var count = PostSql.Parameter(command.Parameters, int.Parse(read[0], CultureInfo.InvariantCulture));
            which += $" and (l.posts, l.id) < ({count}, {PostSql.Parameter(command.Parameters, Guid.Parse(read[1]))})";
        }

        command.CommandText = $"{Select(which)} order by posts desc, id desc limit {PostSql.Parameter(command.Parameters, limit + 1)}";
        return ForwardPage<Link>.Of(await ReadAsync(command, ct), limit, link => list.Write(link.Count.ToString(CultureInfo.InvariantCulture), link.Id.ToString()));
    }

    /// <summary>Null when no published post carries it.</summary>
    public async Task<Link?> FindAsync(Guid id, CancellationToken ct) => await LoadAsync([id], ct) is [var link] ? link : null;

    /// <summary>The links of those ids that published posts carry; one statement for all.</summary>
    public async Task<IReadOnlyList<Link>> LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand();
        command.CommandText = Select($"l.id = any({PostSql.Parameter(command.Parameters, ids.ToArray())})");
        return await ReadAsync(command, ct);
    }

    /// <summary>Who carries each of the links, newest post first, at most 100 for each; one statement for all.</summary>
    public async Task<ILookup<Guid, LinkCarrier>> CarriersAsync(IReadOnlyCollection<Guid> linkIds, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select link.id, c.post_id, p.slug, c.name, c.place from unnest($1) link(id) cross join lateral (
               select * from {ContentTables.PublishedPostLinks} x where x.link_id = link.id
               order by x.published_at desc, x.post_id desc, x.position limit 100) c
             join {ContentTables.PublishedPosts} p on p.id = c.post_id
             order by c.published_at desc, c.post_id desc, c.position
             """);
        command.Parameters.Add(new() { Value = linkIds.ToArray() });
        List<LinkCarrier> carriers = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            carriers.Add(new LinkCarrier(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), CarriedLinks.Place(reader.GetString(4))));
        }

        return carriers.ToLookup(carrier => carrier.LinkId);
    }

    /// <summary>The links of each of the posts, in order: front matter's, then the body's; one statement for all.</summary>
    public async Task<ILookup<Guid, CarriedLink>> OfPostsAsync(IReadOnlyCollection<Guid> postIds, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select c.post_id, c.link_id, c.name, l.url, l.host, c.place
             from {ContentTables.PublishedPostLinks} c join {ContentTables.Links} l on l.id = c.link_id
             where c.post_id = any($1) order by c.post_id, c.position
             """);
        command.Parameters.Add(new() { Value = postIds.ToArray() });
        List<CarriedLink> links = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            links.Add(new CarriedLink(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                CarriedLinks.Place(reader.GetString(5))));
        }

        return links.ToLookup(link => link.PostId);
    }

    /// <summary>Whether a published post has that slug or id.</summary>
    public async Task<bool> IsPublishedAsync(string post, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select exists (select from {ContentTables.PublishedPosts} p where p.slug = $1 or p.id = $2)");
        command.Parameters.Add(new() { Value = post });
        command.Parameters.Add(new() { Value = Guid.TryParse(post, out var id) ? id : Guid.Empty });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    // One that nobody carries any more may still have its row.
    private static string Select(string which) => $"select l.id, l.url, l.host, l.posts from {ContentTables.Links} l where l.posts > 0 and {which}";

    private static async Task<List<Link>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<Link> links = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            links.Add(new Link(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt32(3)));
        }

        return links;
    }
}
