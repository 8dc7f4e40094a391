using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Writes the documents of posts, many at once, with the rows that Marten itself would leave.</summary>
internal static class PostDocuments
{
    public static async Task RemoveAsync(NpgsqlTransaction transaction, Guid[] known, Guid[] withdrawn, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                Delete(ContentTables.Posts, known),
                Delete(ContentTables.PublishedPosts, withdrawn),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<PostChange> changes, CancellationToken ct)
    {
        await TableCopy.WriteAsync(
            connection, ContentTables.Posts, "id, data, mt_version, mt_dotnet_type, path, revision, imported_revision, status, slug, language, changed_at, due_at, source_id, file, hash", changes, WritePost, ct);
        await TableCopy.WriteAsync(
            connection,
            ContentTables.PublishedPosts,
            "id, data, mt_version, mt_dotnet_type, path, slug, language, published_at, modified_at, title_key, year, month, translation_key, source_id, file_name",
            changes.Where(change => change.Rows is not null),
            WriteCopy,
            ct);
    }

    private static void WritePost(RowWriter row, PostChange change)
    {
        var post = change.Post;
        WriteStart<Post>(row, post.Id, change.PostJson);
        row.Write(post.Path);
        row.Write(post.Revision);
        row.Write(post.ImportedRevision);
        row.Write(post.Status.ToString());
        row.Write(post.Slug);
        row.Write(post.Language);
        row.Write(post.ChangedAt);
        row.Write(post.DueAt);
        row.Write(post.SourceId);
        row.Write(post.File);
        row.Write(post.Hash);
    }

    private static void WriteCopy(RowWriter row, PostChange change)
    {
        var copy = change.Rows!.Copy.Post;
        WriteStart<PublishedPost>(row, copy.Id, change.CopyJson);
        row.Write(copy.Path);
        row.Write(copy.Slug);
        row.Write(copy.Language);
        row.Write(copy.PublishedAt);
        row.Write(copy.ModifiedAt);
        row.Write(copy.TitleKey);
        row.Write(copy.Year);
        row.Write(copy.Month);
        row.Write(copy.TranslationKey);
        row.Write(copy.SourceId);
        row.Write(copy.FileName);
    }

    private static void WriteStart<T>(RowWriter row, Guid id, byte[] json)
    {
        row.Write(id);
        row.WriteJson(json);
        row.Write(Guid.CreateVersion7());
        row.Write(typeof(T).FullName);
    }

    private static NpgsqlBatchCommand Delete(string table, Guid[] ids) => new($"delete from {table} where id = any($1)") { Parameters = { new() { Value = ids } } };
}
