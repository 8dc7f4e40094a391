using Cms.Content.Search;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>
/// Removes a post from every table. A table that comes to quote posts has to be named here, too; the one of changes keeps the addresses that readers
/// knew, and nothing else.
/// </summary>
internal static class PostPurge
{
    private static readonly string[] TablesByPost =
    [
        ContentTables.PublishedPostTerms,
        ContentTables.PublishedPostLinks,
        ContentTables.Redirects,
        ContentTables.FormerSlugs,
        ContentTables.IdempotentRequests,
        SearchTables.Queue,
        SearchTables.Texts,
        SearchTables.Documents,
        ContentTables.PreviewLinks,
        ContentTables.ImportedFiles,
    ];

    /// <param name="revisions">All of them: an old one may name what no later one does.</param>
    public static async Task RemoveAsync(NpgsqlTransaction transaction, Guid id, IReadOnlyList<Post> revisions, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        foreach (var table in TablesByPost)
        {
            Add($"delete from {table} where post_id = $1", id);
        }

        foreach (var table in (string[])[ContentTables.Posts, ContentTables.PublishedPosts, ContentTables.PublishedBodies, ContentTables.PreparedPosts, ContentTables.Streams])
        {
            Add($"delete from {table} where id = $1", id);
        }

        Add($"delete from {ContentTables.Events} where stream_id = $1", id);

        // What no other post carries says only what this one said. A link comes in again with the next post that carries it.
        Add($"delete from {ContentTables.Links} where posts = 0");
        var terms = revisions.SelectMany(post => CarriedTerms.Of(post.Content)).DistinctBy(term => (term.Taxonomy, term.Key)).ToList();
        Add(
            $"""
             with gone as (
               delete from {ContentTables.Terms} t
               where t.id in (select k.term_id from {ContentTables.TermKeys} k join unnest($1, $2) own(taxonomy, key) on k.taxonomy = own.taxonomy and k.key = own.key)
                 and not exists (select from {ContentTables.PublishedPostTerms} c where c.term_id = t.id)
               returning t.id, t.merged_streams || t.stream_id as streams),
             keys as (delete from {ContentTables.TermKeys} k using gone where k.term_id = gone.id),
             slugs as (delete from {ContentTables.TermSlugs} s using gone where s.term_id = gone.id),
             events as (delete from {ContentTables.Events} e where e.stream_id in (select unnest(streams) from gone))
             delete from {ContentTables.Streams} s where s.id in (select unnest(streams) from gone)
             """,
            terms.Select(term => CarriedTerms.Name(term.Taxonomy)).ToArray(),
            terms.Select(term => term.Key).ToArray());
        await batch.ExecuteNonQueryAsync(ct);

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            batch.BatchCommands.Add(command);
        }
    }
}
