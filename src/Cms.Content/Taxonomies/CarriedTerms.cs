using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Writes who carries which term, in the transaction that publishes.</summary>
internal static class CarriedTerms
{
    public static void Write(IDocumentOperations operations, PublishedCopy copy)
    {
        Remove(operations, copy.Post.Id);
        var terms = Of(copy.Content);
        if (terms.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {ContentTables.PublishedPostTerms} (post_id, taxonomy, key, position, published_at) select ?, term.taxonomy, term.key, term.position, ? from unnest(?, ?, ?) as term(taxonomy, key, position)",
                copy.Post.Id,
                copy.Post.PublishedAt,
                terms.Select(term => Name(term.Taxonomy)).ToArray(),
                terms.Select(term => term.Key).ToArray(),
                Enumerable.Range(0, terms.Count).ToArray());
        }
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.PublishedPostTerms} where post_id = ?", postId);

    /// <summary>Removes the rows of all these posts at once.</summary>
    public static async Task RemoveAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"delete from {ContentTables.PublishedPostTerms} where post_id = any($1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = postIds });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes the rows of copies that have none.</summary>
    public static Task CopyAsync(NpgsqlConnection connection, IEnumerable<PublishedCopy> copies, CancellationToken ct) => TableCopy.WriteAsync(
        connection,
        ContentTables.PublishedPostTerms,
        "post_id, taxonomy, key, position, published_at",
        [.. copies.SelectMany(copy => Of(copy.Content).Select((term, position) => (copy.Post, Term: term, Position: position)))],
        (row, carried) =>
        {
            row.Write(carried.Post.Id);
            row.Write(Name(carried.Term.Taxonomy));
            row.Write(carried.Term.Key);
            row.Write(carried.Position);
            row.Write(carried.Post.PublishedAt);
        },
        ct);

    /// <summary>Makes the terms that do not exist yet, each with a slug that no other of its taxonomy has. The caller holds the lock on addresses.</summary>
    public static Task RegisterAsync(NpgsqlTransaction transaction, IEnumerable<PostContent> contents, CancellationToken ct) =>
        NewTerms.RegisterAsync(transaction, [.. contents.SelectMany(Of).DistinctBy(term => (term.Taxonomy, term.Key))], ct);

    /// <summary>The taxonomy's name in the rows.</summary>
    public static string Name(Taxonomy taxonomy) => taxonomy switch
    {
        Taxonomy.Tag => "tag",
        Taxonomy.Category => "category",
        Taxonomy.Author => "author",
        Taxonomy.Keyword => "keyword",
        _ => throw new ArgumentOutOfRangeException(nameof(taxonomy), taxonomy, message: null),
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
/// <param name="Key">Its identity within the taxonomy.</param>
/// <param name="Name">In the post's spelling.</param>
internal sealed record CarriedTerm(Taxonomy Taxonomy, string Key, string Name, string? Url);
