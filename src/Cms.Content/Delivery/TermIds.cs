using Cms.Content.Posts;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Looks up the terms that a filter names, so that PostgreSQL knows when it plans the question whether they are common or rare.</summary>
internal sealed class TermIds(NpgsqlDataSource dataSource)
{
    // So many posts are sorted sooner than they are met on a walk through all.
    private const int Few = 2000;

    /// <summary>The filter with the ids of all terms that it names by whole slugs and names; one statement for all, and none without such terms.</summary>
    public async Task<PostFilter?> FindAsync(PostFilter? filter, CancellationToken ct)
    {
        if (filter is null)
        {
            return null;
        }

        PostFilterBounds.Check(filter);
        List<PostFilter.Terms> named = [];
        Collect(filter, named);
        if (named.Count == 0)
        {
            return filter;
        }

        var found = await LoadAsync(named, ct);
        var at = 0;
        return Replace(filter, terms => terms with { Known = [.. found[at].Select(term => term.Id)], AreRare = found[at++].Sum(term => term.Carriers) <= Few });
    }

    private async Task<List<List<(int Id, int Carriers)>>> LoadAsync(List<PostFilter.Terms> named, CancellationToken ct)
    {
        List<(int At, string Taxonomy, string? Slug, string? Key, string? Name)> wanted = [];
        foreach (var (at, terms) in named.Index())
        {
            var test = terms.Tests[0];
            wanted.AddRange(test.Values.Select(value => (
                at,
                CarriedTerms.Name(terms.Taxonomy),
                test.Match == TermMatch.Name ? null : value,
                test.Match == TermMatch.SlugOrName ? SlugRules.TermKey(value) : null,
                test.Match == TermMatch.Name ? value : null)));
        }

        await using var command = dataSource.CreateCommand(
            $"""
             select named.at, named.term_id, (select count(*) from (select from {ContentTables.PublishedPostTerms} c where c.term_id = named.term_id limit {Few + 1}) carrier)::integer from (
             select w.at, s.term_id from unnest($1, $2, $3) w(at, taxonomy, slug) join {ContentTables.TermSlugs} s on s.taxonomy = w.taxonomy and s.slug = w.slug
             union select w.at, k.term_id from unnest($1, $2, $4) w(at, taxonomy, key) join {ContentTables.TermKeys} k on k.taxonomy = w.taxonomy and k.key = w.key
             union select w.at, t.id from unnest($1, $2, $5, $6) w(at, taxonomy, name, key) join {ContentTables.Terms} t on t.taxonomy = w.taxonomy and t.key = w.key and t.name = w.name) named
             """);
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.At).ToArray() });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.Taxonomy).ToArray() });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.Slug).ToArray() });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.Key).ToArray() });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.Name).ToArray() });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(term => term.Name is { } name ? SlugRules.TermKey(name) : null).ToArray() });
        var found = named.ConvertAll(_ => new List<(int Id, int Carriers)>());
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found[reader.GetInt32(0)].Add((reader.GetInt32(1), reader.GetInt32(2)));
        }

        return found;
    }

    private static bool IsNamed(PostFilter filter) => filter is PostFilter.Terms { Tests: [{ Operator: Operator.Equal or Operator.In }] };

    private static void Collect(PostFilter filter, List<PostFilter.Terms> named)
    {
        if (IsNamed(filter))
        {
            named.Add((PostFilter.Terms)filter);
        }

        foreach (var inner in Inner(filter))
        {
            Collect(inner, named);
        }
    }

    private static PostFilter Replace(PostFilter filter, Func<PostFilter.Terms, PostFilter.Terms> next) => filter switch
    {
        PostFilter.Terms terms when IsNamed(terms) => next(terms),
        PostFilter.And and => new PostFilter.And([.. and.Of.Select(inner => Replace(inner, next))]),
        PostFilter.Or or => new PostFilter.Or([.. or.Of.Select(inner => Replace(inner, next))]),
        _ => filter,
    };

    private static IReadOnlyList<PostFilter> Inner(PostFilter filter) => filter switch
    {
        PostFilter.And and => and.Of,
        PostFilter.Or or => or.Of,
        _ => [],
    };
}
