using System.Text.Json;
using Cms.Content.Links;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts.Prepared;

/// <summary>Keeps what answers say of a published post in one row, so that a page reads rows of plain columns and joins nothing. Written with the published copy, behind the rows of its terms.</summary>
internal static class PreparedPosts
{
    private const string TermsOfPost =
        $"""
         coalesce((select array_agg(c.term_id order by c.position) from {ContentTables.PublishedPostTerms} c where c.post_id = d.id), array[]::integer[])
         """;

    private const string Siblings =
        $"from {ContentTables.PublishedPosts} p join {ContentTables.PublishedPosts} s on s.translation_key = p.translation_key and s.id <> p.id";

    /// <summary>Has all posts that carry the term <c>$1</c> name the terms that their rows say, after another term has become that one.</summary>
    public const string RefreshCarriers =
        $"update {ContentTables.PreparedPosts} d set terms = {TermsOfPost} where d.id in (select t.post_id from {ContentTables.PublishedPostTerms} t where t.term_id = $1)";

    /// <summary>Takes the term <c>$1</c> off all posts that carry it, before their rows lose it.</summary>
    public const string RemoveFromCarriers =
        $"""
         update {ContentTables.PreparedPosts} d set terms = array_remove(d.terms, $1)
         where d.id in (select t.post_id from {ContentTables.PublishedPostTerms} t where t.term_id = $1)
         """;

    public static void Write(IDocumentOperations operations, PublishedCopy copy)
    {
        operations.QueueSqlCommand(Upsert("?", "?", "?"), new[] { copy.Post.Id }, new[] { PreparedPost.Write(copy.Post) }, new[] { LinksOf(copy) });
        operations.QueueSqlCommand(MarkSiblings("?"), new[] { copy.Post.Id });
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PreparedPosts} where id = ?", postId);

    /// <summary>Writes the rows of copies whose terms have theirs already.</summary>
    public static async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedCopy> copies, CancellationToken ct)
    {
        if (copies.Count > 0)
        {
            Guid[] ids = [.. copies.Select(copy => copy.Post.Id)];
            await ExecuteAsync(
                transaction, Upsert("$1", "$2", "$3"), [ids, copies.Select(copy => PreparedPost.Write(copy.Post)).ToArray(), copies.Select(LinksOf).ToArray()], ct);
            await ExecuteAsync(transaction, MarkSiblings("$1"), [ids], ct);
        }
    }

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        ExecuteAsync(transaction, $"delete from {ContentTables.PreparedPosts} where id = any($1)", [postIds], ct);

    /// <summary>The rows of posts, by the posts' ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, (byte[] Post, byte[] Links)>> ReadAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select id, post, links from {ContentTables.PreparedPosts} where id = any($1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = postIds });
        Dictionary<Guid, (byte[], byte[])> rows = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(reader.GetGuid(0), (reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2)));
        }

        return rows;
    }

    /// <summary>The links of a row, in order, as JSON: what the post calls it, the URL, its host, and the place.</summary>
    internal static byte[] LinksOf(PublishedCopy copy) => PreparedJson.Write(
        CarriedLinks.Shown(copy).Select(link => new[] { link.Name, link.Url, link.Host, CarriedLinks.Name(link.Place) }));

    internal static IReadOnlyList<CarriedLink> ReadLinks(Guid postId, byte[] json) =>
    [
        .. JsonSerializer.Deserialize<string?[][]>(json)!
            .Select(link => new CarriedLink(postId, CarriedLinks.IdOf(link[1]!), link[0]!, link[1]!, link[2], CarriedLinks.Place(link[3]!))),
    ];

    private static string Upsert(string ids, string posts, string links) =>
        $"""
         insert into {ContentTables.PreparedPosts} (id, post, links, terms, may_be_translated)
         select d.id, d.post, d.links, {TermsOfPost}, exists (select {Siblings} where p.id = d.id) from unnest({ids}, {posts}, {links}) as d(id, post, links)
         on conflict (id) do update set post = excluded.post, links = excluded.links, terms = excluded.terms, may_be_translated = excluded.may_be_translated
         """;

    // The other way round. Nobody takes it back: what was a translation once is looked for once more.
    private static string MarkSiblings(string ids) =>
        $"""
         update {ContentTables.PreparedPosts} d set may_be_translated = true {Siblings}
         where p.id = any({ids}) and d.id = s.id and not d.may_be_translated
         """;

    private static async Task ExecuteAsync(NpgsqlTransaction transaction, string sql, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
