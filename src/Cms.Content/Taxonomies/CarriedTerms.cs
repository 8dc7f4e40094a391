using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Writes who carries which term, in the transaction that publishes.</summary>
internal static class CarriedTerms
{
    /// <summary>Writes the terms that the copy names, save those that were taken off all posts since its text was written.</summary>
    public static void Write(IDocumentOperations operations, Post post, PublishedRows copy)
    {
        Remove(operations, post.Id);
        if (copy.Terms.Count > 0)
        {
            // An event that is not in the log yet is younger than all that are.
            operations.QueueSqlCommand(
                $"""
                 insert into {ContentTables.PublishedPostTerms} (post_id, term_id, taxonomy, position, published_at)
                 select ?, k.term_id, k.taxonomy, min(w.position), ? from unnest(?, ?, ?) w(taxonomy, key, position)
                 join {ContentTables.TermKeys} k on k.taxonomy = w.taxonomy and k.key = w.key
                 where k.removed_by is null or coalesce(k.removed_by < (select e.seq_id from {ContentTables.Events} e where e.stream_id = ? and e.version = ?), true)
                 group by k.term_id, k.taxonomy
                 """,
                post.Id,
                copy.Copy.Post.PublishedAt,
                copy.Terms.Select(term => Name(term.Taxonomy)).ToArray(),
                copy.Terms.Select(term => term.Key).ToArray(),
                Enumerable.Range(0, copy.Terms.Count).ToArray(),
                post.Id,
                (long)post.ContentRevision);
        }
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PublishedPostTerms} where post_id = ?", postId);

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct) =>
        TableRemoval.RemoveAsync(transaction, ContentTables.PublishedPostTerms, "post_id", postIds, ct);

    /// <summary>Writes the rows of copies that have none.</summary>
    /// <returns>The ids of each one's terms, in order.</returns>
    public static async Task<IReadOnlyDictionary<Guid, int[]>> CopyAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> copies, CancellationToken ct)
    {
        var terms = await RegisterAsync(transaction, copies.SelectMany(copy => copy.Terms), ct);
        var rows = copies.ToDictionary(
            copy => copy.Id,
            copy => copy.Terms
                .Select((term, position) => (copy.Copy.Post, Term: terms[(term.Taxonomy, term.Key)], term.Taxonomy, Position: position))
                .Where(carried => !(carried.Term.RemovedBy > copy.Copy.WrittenBy))
                .DistinctBy(carried => carried.Term.Id)
                .ToList());
        await TableCopy.WriteAsync(
            transaction.Connection!,
            ContentTables.PublishedPostTerms,
            "post_id, term_id, taxonomy, position, published_at",
            rows.Values.SelectMany(carried => carried),
            (row, carried) =>
            {
                row.Write(carried.Post.Id);
                row.Write(carried.Term.Id);
                row.Write(Name(carried.Taxonomy));
                row.Write(carried.Position);
                row.Write(carried.Post.PublishedAt);
            },
            ct);
        return rows.ToDictionary(carried => carried.Key, carried => carried.Value.Select(one => one.Term.Id).ToArray());
    }

    /// <summary>Makes the terms that do not exist yet, each with a slug that no other of its taxonomy has or had. The caller holds the lock on addresses.</summary>
    /// <returns>All of them.</returns>
    public static Task<IReadOnlyDictionary<(Taxonomy, string), RegisteredTerm>> RegisterAsync(NpgsqlTransaction transaction, IEnumerable<CarriedTerm> terms, CancellationToken ct) =>
        NewTerms.RegisterAsync(transaction, [.. terms.DistinctBy(term => (term.Taxonomy, term.Key))], ct);

    /// <summary>The taxonomy's name in the rows.</summary>
    public static string Name(Taxonomy taxonomy) => taxonomy switch
    {
        Taxonomy.Tag => "tag",
        Taxonomy.Category => "category",
        Taxonomy.Author => "author",
        Taxonomy.Keyword => "keyword",
        _ => throw new ArgumentOutOfRangeException(nameof(taxonomy), taxonomy, message: null),
    };

    /// <summary>The taxonomy of that name in the rows.</summary>
    public static Taxonomy Named(string name) => name switch
    {
        "tag" => Taxonomy.Tag,
        "category" => Taxonomy.Category,
        "author" => Taxonomy.Author,
        "keyword" => Taxonomy.Keyword,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

    /// <summary>The terms of a post, in the order of their rows.</summary>
    internal static List<CarriedTerm> Of(PostContent content) =>
    [
        .. Named(Taxonomy.Tag, content.Tags)
            .Concat(Named(Taxonomy.Category, content.Categories))
            .Concat(content.Authors.Select(author => new CarriedTerm(Taxonomy.Author, SlugRules.TermKey(author.Name), author.Name, author.Url)).DistinctBy(term => term.Key, StringComparer.Ordinal))
            .Concat(Named(Taxonomy.Keyword, content.Keywords))
            .Where(term => term.Key.Length > 0),
    ];

    private static IEnumerable<CarriedTerm> Named(Taxonomy taxonomy, IEnumerable<string> names) =>
        names.Select(name => new CarriedTerm(taxonomy, SlugRules.TermKey(name), name, Url: null)).DistinctBy(term => term.Key, StringComparer.Ordinal);
}

/// <summary>A term as a post carries it.</summary>
/// <param name="Key">What its name is found by within the taxonomy.</param>
/// <param name="Name">In the post's spelling.</param>
internal sealed record CarriedTerm(Taxonomy Taxonomy, string Key, string Name, string? Url);
