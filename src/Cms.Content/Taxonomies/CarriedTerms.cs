using System.Globalization;
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
        var terms = Of(copy.Content).ToList();
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

    /// <summary>Makes the terms that do not exist yet, each with a slug that no other of its taxonomy has. The caller holds the lock on addresses.</summary>
    public static async Task RegisterAsync(NpgsqlTransaction transaction, IEnumerable<PostContent> contents, CancellationToken ct)
    {
        var wanted = contents.SelectMany(Of).DistinctBy(term => (term.Taxonomy, term.Key)).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var (keys, slugs) = await TakenAsync(transaction, wanted, ct);
        foreach (var term in wanted.Where(term => !keys.Contains((Name(term.Taxonomy), term.Key))))
        {
            var slug = FreeSlug(Name(term.Taxonomy), term.Name, slugs);
            await using var insert = new NpgsqlCommand(
                $"insert into {ContentTables.Terms} (taxonomy, key, slug, name, url) values ($1, $2, $3, $4, $5)", transaction.Connection, transaction);
            insert.Parameters.Add(new() { Value = Name(term.Taxonomy) });
            insert.Parameters.Add(new() { Value = term.Key });
            insert.Parameters.Add(new() { Value = slug });
            insert.Parameters.Add(new() { Value = term.Name });
            insert.Parameters.Add(new() { Value = (object?)term.Url ?? DBNull.Value });
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The taxonomy's name in the rows.</summary>
    public static string Name(Taxonomy taxonomy) => taxonomy switch
    {
        Taxonomy.Tag => "tag",
        Taxonomy.Category => "category",
        Taxonomy.Author => "author",
        Taxonomy.Keyword => "keyword",
        _ => throw new ArgumentOutOfRangeException(nameof(taxonomy), taxonomy, message: null),
    };

    private static async Task<(HashSet<(string, string)> Keys, HashSet<(string, string)> Slugs)> TakenAsync(
        NpgsqlTransaction transaction, List<NewTerm> wanted, CancellationToken ct)
    {
        // A slug that starts like a wanted one may be taken, with its number, by another key.
        await using var command = new NpgsqlCommand(
            $"""
             select t.taxonomy, t.key, t.slug from {ContentTables.Terms} t join unnest($1, $2) w(taxonomy, key) on t.taxonomy = w.taxonomy and t.key = w.key
             union
             select t.taxonomy, t.key, t.slug from {ContentTables.Terms} t join unnest($1, $3) w(taxonomy, slug) on t.taxonomy = w.taxonomy
               and (t.slug = w.slug or (starts_with(t.slug, w.slug || '-') and substr(t.slug, length(w.slug) + 2) ~ '^[0-9]+$'))
             """,
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = wanted.Select(term => Name(term.Taxonomy)).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(term => term.Key).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(term => SlugOf(term.Name)).ToArray() });
        HashSet<(string, string)> keys = [];
        HashSet<(string, string)> slugs = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            keys.Add((reader.GetString(0), reader.GetString(1)));
            slugs.Add((reader.GetString(0), reader.GetString(2)));
        }

        return (keys, slugs);
    }

    private static string FreeSlug(string taxonomy, string name, HashSet<(string, string)> taken)
    {
        var slug = SlugOf(name);
        var free = slug;
        for (var number = 2; !taken.Add((taxonomy, free)); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
        }

        return free;
    }

    // A name of signs alone leaves no slug; a term still needs an address.
    internal static string SlugOf(string name) => SlugRules.TermSlug(name) is { Length: > 0 } slug ? slug : "term";

    /// <summary>The terms that a post carries, in its order and spelling.</summary>
    internal static IEnumerable<NewTerm> Of(PostContent content) =>
        Named(Taxonomy.Tag, content.Tags)
            .Concat(Named(Taxonomy.Category, content.Categories))
            .Concat(content.Authors.Select(author => new NewTerm(Taxonomy.Author, SlugRules.TermKey(author.Name), author.Name, author.Url)).DistinctBy(term => term.Key, StringComparer.Ordinal))
            .Concat(Named(Taxonomy.Keyword, content.Keywords))
            .Where(term => term.Key.Length > 0);

    private static IEnumerable<NewTerm> Named(Taxonomy taxonomy, IEnumerable<string> names) =>
        names.Select(name => new NewTerm(taxonomy, SlugRules.TermKey(name), name, Url: null)).DistinctBy(term => term.Key, StringComparer.Ordinal);
}

/// <summary>A term as a post spells it.</summary>
internal sealed record NewTerm(Taxonomy Taxonomy, string Key, string Name, string? Url);
