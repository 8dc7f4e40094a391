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

    public static void Write(IDocumentOperations operations, PublishedRows copy)
    {
        operations.QueueSqlCommand(
            $"""
             insert into {ContentTables.PreparedPosts} (id, post, links, terms, may_be_translated)
             select d.id, d.post, d.links, {TermsOfPost}, false from (select ?, ?, ?) as d(id, post, links)
             on conflict (id) do update set post = excluded.post, links = excluded.links, terms = excluded.terms, may_be_translated = false
             """,
            copy.Id,
            copy.PreparedPost,
            copy.PreparedLinks);
        operations.QueueSqlCommand(MarkTranslations("?"), new[] { copy.Id });
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PreparedPosts} where id = ?", postId);

    /// <summary>Writes the rows of copies that have none.</summary>
    /// <param name="terms">The terms of each.</param>
    /// <returns>The posts of which translations were found.</returns>
    public static async Task<IReadOnlySet<Guid>> CopyAsync(
        NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> copies, IReadOnlyDictionary<Guid, int[]> terms, CancellationToken ct)
    {
        HashSet<Guid> translated = [];
        if (copies.Count > 0)
        {
            await TableCopy.WriteAsync(
                transaction.Connection!,
                ContentTables.PreparedPosts,
                "id, post, links, terms, may_be_translated",
                copies,
                (row, copy) =>
                {
                    row.Write(copy.Id);
                    row.Write(copy.PreparedPost);
                    row.Write(copy.PreparedLinks);
                    row.Write(terms[copy.Id]);
                    row.Write(false);
                },
                ct);
            await using var mark = new NpgsqlCommand($"{MarkTranslations("$1")} returning d.id", transaction.Connection, transaction);
            mark.Parameters.Add(new() { Value = copies.Select(copy => copy.Id).ToArray() });
            await using var reader = await mark.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                translated.Add(reader.GetGuid(0));
            }
        }

        return translated;
    }

    /// <summary>Has the rows of posts that have not changed say what is made of them now.</summary>
    public static Task ReplaceAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> copies, CancellationToken ct) => ExecuteAsync(
        transaction,
        $"update {ContentTables.PreparedPosts} d set post = n.post, links = n.links from unnest($1, $2, $3) as n(id, post, links) where d.id = n.id",
        [copies.Select(copy => copy.Id).ToArray(), copies.Select(copy => copy.PreparedPost).ToArray(), copies.Select(copy => copy.PreparedLinks).ToArray()],
        ct);

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.PreparedPosts, "id", postIds, ct);

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
    public static byte[] Write(IEnumerable<CarriedLink> links) =>
        PreparedJson.Write(links.Select(link => new[] { link.Name, link.Url, link.Host, CarriedLinks.Name(link.Place) }));

    internal static IReadOnlyList<CarriedLink> ReadLinks(Guid postId, byte[] json) =>
    [
        .. JsonSerializer.Deserialize<string?[][]>(json)!
            .Select(link => new CarriedLink(postId, CarriedLinks.IdOf(link[1]!), link[0]!, link[1]!, link[2], CarriedLinks.Place(link[3]!))),
    ];

    // Both ways. Nobody takes it back from the others: what was a translation once is looked for once more.
    private static string MarkTranslations(string ids) =>
        $"""
         update {ContentTables.PreparedPosts} d set may_be_translated = true from (select distinct unnest(array[p.id, s.id]) {Siblings} where p.id = any({ids})) t(id)
         where d.id = t.id and not d.may_be_translated
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
