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
                Delete(ContentTables.PublishedBodies, withdrawn),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<PostChange> changes, CancellationToken ct)
    {
        await TableCopy.WriteAsync(
            connection, ContentTables.Posts, "id, data, mt_version, mt_dotnet_type, path, revision, imported_revision, status, slug, language, changed_at, due_at, source_id, file, hash", changes, WritePostAsync, ct);
        List<PostChange> published = [.. changes.Where(change => change.Copy is not null)];
        await TableCopy.WriteAsync(
            connection,
            ContentTables.PublishedPosts,
            "id, data, mt_version, mt_dotnet_type, path, slug, language, published_at, modified_at, title_key, year, month, translation_key, source_id, file_name",
            published,
            WriteCopyAsync,
            ct);
        await TableCopy.WriteAsync(
            connection, ContentTables.PublishedBodies, "id, data, mt_version, mt_dotnet_type", published, (row, change) => WriteStartAsync<PublishedBody>(row, change.Post.Id, change.BodyJson), ct);
    }

    private static async Task WritePostAsync(RowWriter row, PostChange change)
    {
        var post = change.Post;
        await WriteStartAsync<Post>(row, post.Id, change.PostJson);
        await row.WriteAsync(post.Path);
        await row.WriteAsync(post.Revision);
        await row.WriteAsync(post.ImportedRevision);
        await row.WriteAsync(post.Status.ToString());
        await row.WriteAsync(post.Slug);
        await row.WriteAsync(post.Language);
        await row.WriteAsync(post.ChangedAt);
        await row.WriteAsync(post.DueAt);
        await row.WriteAsync(post.SourceId);
        await row.WriteAsync(post.File);
        await row.WriteAsync(post.Hash);
    }

    private static async Task WriteCopyAsync(RowWriter row, PostChange change)
    {
        var copy = change.Copy!.Post;
        await WriteStartAsync<PublishedPost>(row, copy.Id, change.CopyJson);
        await row.WriteAsync(copy.Path);
        await row.WriteAsync(copy.Slug);
        await row.WriteAsync(copy.Language);
        await row.WriteAsync(copy.PublishedAt);
        await row.WriteAsync(copy.ModifiedAt);
        await row.WriteAsync(copy.TitleKey);
        await row.WriteAsync(copy.Year);
        await row.WriteAsync(copy.Month);
        await row.WriteAsync(copy.TranslationKey);
        await row.WriteAsync(copy.SourceId);
        await row.WriteAsync(copy.FileName);
    }

    private static async Task WriteStartAsync<T>(RowWriter row, Guid id, byte[] json)
    {
        await row.WriteAsync(id);
        await row.WriteJsonAsync(json);
        await row.WriteAsync(Guid.CreateVersion7());
        await row.WriteAsync(typeof(T).FullName);
    }

    private static NpgsqlBatchCommand Delete(string table, Guid[] ids) => new($"delete from {table} where id = any($1)") { Parameters = { new() { Value = ids } } };
}
