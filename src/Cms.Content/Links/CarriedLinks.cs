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

    public static void Write(IDocumentOperations operations, PublishedRows copy)
    {
        Remove(operations, copy.Id);
        if (copy.Links.Count == 0)
        {
            return;
        }

        var known = UrlsOf(copy.Links);
        operations.QueueSqlCommand(
            $"insert into {ContentTables.Links} (id, url, host) select * from unnest(?, ?, ?) on conflict do nothing",
            known.ConvertAll(link => link.LinkId).ToArray(),
            known.ConvertAll(link => link.Url).ToArray(),
            known.ConvertAll(link => link.Host).ToArray());
        operations.QueueSqlCommand(
            $"insert into {ContentTables.PublishedPostLinks} (post_id, published_at, position, link_id, place, name) select ?, ?, link.position, link.id, link.place, link.name from unnest(?, ?, ?, ?) as link(position, id, place, name)",
            copy.Id,
            copy.Copy.Post.PublishedAt,
            Enumerable.Range(0, copy.Links.Count).ToArray(),
            copy.Links.Select(link => link.LinkId).ToArray(),
            copy.Links.Select(link => Name(link.Place)).ToArray(),
            copy.Links.Select(link => link.Name).ToArray());
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PublishedPostLinks} where post_id = ?", postId);

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.PublishedPostLinks, "post_id", postIds, ct);

    /// <summary>Writes the rows of copies that have none, and the links that the store does not know.</summary>
    public static async Task CopyAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> copies, CancellationToken ct)
    {
        await RegisterAsync(transaction, copies, ct);
        await CopyCarriersAsync(transaction.Connection!, copies, ct);
    }

    /// <summary>Writes the links that the store does not know.</summary>
    public static async Task RegisterAsync(NpgsqlTransaction transaction, IEnumerable<PublishedRows> copies, CancellationToken ct)
    {
        var known = UrlsOf(copies.SelectMany(copy => copy.Links));
        if (known.Count == 0)
        {
            return;
        }

        await using var insert = new NpgsqlCommand(
            $"insert into {ContentTables.Links} (id, url, host) select * from unnest($1, $2, $3) on conflict do nothing", transaction.Connection, transaction);
        insert.Parameters.Add(new() { Value = known.ConvertAll(link => link.LinkId).ToArray() });
        insert.Parameters.Add(new() { Value = known.ConvertAll(link => link.Url).ToArray() });
        insert.Parameters.Add(new() { Value = known.ConvertAll(link => link.Host).ToArray() });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes who carries which link, for copies that have no rows of it.</summary>
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

    // Sorted, so that writers who meet on the same new links wait for each other in one order.
    private static List<CarriedLink> UrlsOf(IEnumerable<CarriedLink> links) => [.. links.DistinctBy(link => link.LinkId).OrderBy(link => link.LinkId)];
}
