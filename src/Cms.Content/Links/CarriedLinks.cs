using System.Security.Cryptography;
using System.Text;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>Writes which links a published post carries, in the transaction that publishes.</summary>
internal static class CarriedLinks
{
    // RFC 1035, section 2.3.4. What is longer is no host, whatever the scheme.
    private const int MaximumHost = 255;

    /// <summary>Counts for a store that did not keep counts what its posts carry.</summary>
    public const string CountAll =
        $"""
         update {ContentTables.Links} l set posts = carried.posts
         from (select c.link_id, count(distinct c.post_id) as posts from {ContentTables.PublishedPostLinks} c group by c.link_id) carried
         where l.id = carried.link_id and not exists (select from {ContentTables.Links} any_of_them where any_of_them.posts > 0)
         """;

    public static void Write(IDocumentOperations operations, PublishedRows copy)
    {
        Remove(operations, copy.Id);
        if (copy.Links.Count == 0)
        {
            return;
        }

        var counted = Count([copy]);
        operations.QueueSqlCommand(RegisterSql("?, ?, ?, ?"), counted.Ids, counted.Urls, counted.Hosts, counted.Posts);
        operations.QueueSqlCommand(
            $"insert into {ContentTables.PublishedPostLinks} (post_id, published_at, position, link_id, place, name) select ?, ?, link.position, link.id, link.place, link.name from unnest(?, ?, ?, ?) as link(position, id, place, name)",
            copy.Id,
            copy.Copy.Post.PublishedAt,
            Enumerable.Range(0, copy.Links.Count).ToArray(),
            copy.Links.Select(link => link.LinkId).ToArray(),
            copy.Links.Select(link => Name(link.Place)).ToArray(),
            copy.Links.Select(link => link.Name).ToArray());
    }

    public static void Remove(IDocumentOperations operations, Guid postId) => operations.QueueSqlCommand(RemoveSql("?"), new[] { postId });

    /// <summary>Removes the rows of all these posts at once, and counts them off their links.</summary>
    public static async Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(RemoveSql("$1"), transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = postIds });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Removes rows that were written by <see cref="CopyCarriersAsync"/> and are not counted yet.</summary>
    public static Task TakeBackAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.PublishedPostLinks, "post_id", postIds, ct);

    /// <summary>Writes the rows of copies that have none, and counts them.</summary>
    public static async Task CopyAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> copies, CancellationToken ct)
    {
        await RegisterAsync(transaction, copies, ct);
        await CopyCarriersAsync(transaction.Connection!, copies, ct);
    }

    /// <summary>Writes the links that the store does not know, and counts for each who carries it now.</summary>
    public static async Task RegisterAsync(NpgsqlTransaction transaction, IEnumerable<PublishedRows> copies, CancellationToken ct)
    {
        var counted = Count(copies);
        if (counted.Ids.Length == 0)
        {
            return;
        }

        await using var insert = new NpgsqlCommand(RegisterSql("$1, $2, $3, $4"), transaction.Connection, transaction);
        insert.Parameters.Add(new() { Value = counted.Ids });
        insert.Parameters.Add(new() { Value = counted.Urls });
        insert.Parameters.Add(new() { Value = counted.Hosts });
        insert.Parameters.Add(new() { Value = counted.Posts });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes who carries which link, for copies that have no rows of it. <see cref="RegisterAsync"/> counts them.</summary>
    public static Task CopyCarriersAsync(NpgsqlConnection connection, IEnumerable<PublishedRows> copies, CancellationToken ct) => TableCopy.WriteAsync(
        connection,
        ContentTables.PublishedPostLinks,
        "post_id, published_at, position, link_id, place, name",
        copies.SelectMany(copy => copy.Links.Select((link, position) => (copy.Copy.Post.PublishedAt, Link: link, Position: position))),
        (row, carried) =>
        {
            row.Write(carried.Link.PostId);
            row.Write(carried.PublishedAt);
            row.Write(carried.Position);
            row.Write(carried.Link.LinkId);
            row.Write(Name(carried.Link.Place));
            row.Write(carried.Link.Name);
        },
        ct);

    /// <summary>The id of a URL: a UUID of version 8 (RFC 9562, section 5.8) over its SHA-256, so that no one has to look it up.</summary>
    public static Guid IdOf(string url)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(url), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The place's name in the rows.</summary>
    public static string Name(LinkPlace place) => place == LinkPlace.FrontMatter ? "frontMatter" : "body";

    public static LinkPlace Place(string name) => name == "frontMatter" ? LinkPlace.FrontMatter : LinkPlace.Body;

    private static string? HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length is > 0 and <= MaximumHost ? uri.Host.ToLowerInvariant() : null;

    /// <summary>The links of a copy, in the order of their rows: the front matter's, then the body's, fragments of the post itself left out.</summary>
    public static List<CarriedLink> Of(PublishedCopy copy) =>
    [
        .. copy.Content.Links.Where(link => !string.IsNullOrEmpty(link.Url)).Select(link => (Url: link.Url!, link.Name, Place: LinkPlace.FrontMatter))
            .Concat(copy.BodyLinks.Where(link => link.Url.Length > 0 && link.Url[0] != '#').Select(link => (link.Url, Name: link.Text, Place: LinkPlace.Body)))
            .Select(link => new CarriedLink(copy.Post.Id, IdOf(link.Url), link.Name, link.Url, HostOf(link.Url), link.Place)),
    ];

    // By the order of their ids, so that writers who meet on the same links wait for each other in one order.
    private static (Guid[] Ids, string[] Urls, string?[] Hosts, int[] Posts) Count(IEnumerable<PublishedRows> copies)
    {
        var links = copies.SelectMany(copy => copy.Links.DistinctBy(link => link.LinkId)).GroupBy(link => link.LinkId, (_, carried) => (Link: carried.First(), Posts: carried.Count()))
            .OrderBy(link => link.Link.LinkId).ToList();
        return (
            [.. links.Select(link => link.Link.LinkId)],
            [.. links.Select(link => link.Link.Url)],
            [.. links.Select(link => link.Link.Host)],
            [.. links.Select(link => link.Posts)]);
    }

    private static string RegisterSql(string values) =>
        $"insert into {ContentTables.Links} as l (id, url, host, posts) select * from unnest({values}) on conflict (id) do update set posts = l.posts + excluded.posts";

    // The links are held in one order before any is changed, as by those that write.
    private static string RemoveSql(string posts) =>
        $"""
         with gone as (delete from {ContentTables.PublishedPostLinks} where post_id = any({posts}) returning post_id, link_id),
         held as materialized (
           select l.id, lost.posts from {ContentTables.Links} l join (select link_id, count(distinct post_id) as posts from gone group by link_id) lost on lost.link_id = l.id
           order by l.id for no key update of l)
         update {ContentTables.Links} l set posts = l.posts - held.posts from held where l.id = held.id
         """;
}
