using Cms.Content.Links;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Keeps the texts of published copies in plain columns: none has to be made JSON and read as such again, by the import and by each reader.</summary>
internal static class PublishedBodies
{
    // What Marten kept before these rows were. A store that still has its table is moved over once.
    private const string EarlierTable = $"{ContentStore.Schema}.mt_doc_published_body";

    private const string Columns = "id, markdown, may_name, markup, excerpt, original_head, original_bytes";

    /// <summary>Takes over the texts of a store that kept them as documents.</summary>
    public const string TakeOver =
        $"""
         do $body$ begin
           if to_regclass('{EarlierTable}') is not null then
             insert into {ContentTables.PublishedBodies} ({Columns})
             select id, data ->> 'markdown', data ->> 'markdown' ~ '{NamedLinks.Names}', coalesce(data ->> 'markup', 'Markdown'), data ->> 'excerpt',
               data -> 'original' ->> 'head', decode(data -> 'original' ->> 'bytes', 'base64')
             from {EarlierTable} on conflict do nothing;
             drop table {EarlierTable};
           end if;
         end $body$
         """;

    public static void Write(IDocumentOperations operations, PublishedRows copy)
    {
        var body = copy.Copy.Body;
        Remove(operations, body.Id);

        // As arrays, which say of what type a null is.
        operations.QueueSqlCommand(
            $"""
             insert into {ContentTables.PublishedBodies} ({Columns})
             select * from unnest(?, ?, ?, ?, ?, ?, ?)
             """,
            new[] { body.Id },
            new[] { body.Markdown },
            new[] { copy.MayName },
            new[] { body.Markup.ToString() },
            new[] { body.Excerpt },
            new[] { body.Original?.Head },
            new[] { body.Original?.Bytes });
    }

    public static void Remove(IDocumentOperations operations, Guid id) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PublishedBodies} where id = ?", id);

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.PublishedBodies, "id", postIds, ct);

    /// <summary>Writes the rows of copies that have none.</summary>
    public static Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<PublishedRows> copies, CancellationToken ct) => TableCopy.WriteAsync(
        connection,
        ContentTables.PublishedBodies,
        Columns,
        copies,
        (row, copy) =>
        {
            var body = copy.Copy.Body;
            row.Write(body.Id);
            row.Write(body.Markdown);
            row.Write(copy.MayName);
            row.Write(body.Markup.ToString());
            row.Write(body.Excerpt);
            row.Write(body.Original?.Head);
            row.Write(body.Original?.Bytes);
        },
        ct);
}
