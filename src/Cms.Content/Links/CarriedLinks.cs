using System.Security.Cryptography;
using System.Text;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;

namespace Cms.Content.Links;

/// <summary>Writes which links a published post carries, in the transaction that publishes.</summary>
internal static class CarriedLinks
{
    // RFC 1035, section 2.3.4. What is longer is no host, whatever the scheme.
    private const int MaximumHost = 255;

    public static void Write(IDocumentOperations operations, PublishedCopy copy)
    {
        Remove(operations, copy.Post.Id);
        var links = copy.Content.Links.Where(link => !string.IsNullOrEmpty(link.Url)).Select(link => (Url: link.Url!, link.Name, Place: LinkPlace.FrontMatter))
            .Concat(copy.BodyLinks.Where(link => link.Url.Length > 0 && link.Url[0] != '#').Select(link => (link.Url, Name: link.Text, Place: LinkPlace.Body)))
            .ToList();
        if (links.Count == 0)
        {
            return;
        }

        // Sorted, so that writers who meet on the same new links wait for each other in one order.
        var known = links.Select(link => link.Url).Distinct(StringComparer.Ordinal).Select(url => (Id: IdOf(url), Url: url)).OrderBy(link => link.Id).ToList();
        operations.QueueSqlCommand(
            $"insert into {ContentTables.Links} (id, url, host) select * from unnest(?, ?, ?) on conflict do nothing",
            known.Select(link => link.Id).ToArray(),
            known.Select(link => link.Url).ToArray(),
            known.Select(link => HostOf(link.Url)).ToArray());
        operations.QueueSqlCommand(
            $"insert into {ContentTables.PublishedPostLinks} (post_id, published_at, position, link_id, place, name) select ?, ?, link.position, link.id, link.place, link.name from unnest(?, ?, ?, ?) as link(position, id, place, name)",
            copy.Post.Id,
            copy.Post.PublishedAt,
            Enumerable.Range(0, links.Count).ToArray(),
            links.Select(link => IdOf(link.Url)).ToArray(),
            links.Select(link => Name(link.Place)).ToArray(),
            links.Select(link => link.Name).ToArray());
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PublishedPostLinks} where post_id = ?", postId);

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
}
