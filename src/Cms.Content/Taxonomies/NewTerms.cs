using System.Globalization;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Makes terms that posts carry and the store does not know.</summary>
internal static class NewTerms
{
    /// <summary>Makes those that do not exist yet, each with a slug that no other of its taxonomy has. The caller holds the lock on addresses.</summary>
    public static async Task RegisterAsync(NpgsqlTransaction transaction, IReadOnlyList<CarriedTerm> wanted, CancellationToken ct)
    {
        var known = wanted.Count == 0 ? [] : await KnownAsync(transaction, wanted, ct);
        var missing = wanted.Where(term => !known.Contains((CarriedTerms.Name(term.Taxonomy), term.Key))).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var slugs = await FreeSlugsAsync(transaction, missing, ct);
        await using var insert = new NpgsqlCommand(
            $"insert into {ContentTables.Terms} (taxonomy, key, slug, name, url) select * from unnest($1, $2, $3, $4, $5)", transaction.Connection, transaction);
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => CarriedTerms.Name(term.Taxonomy)).ToArray() });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Key).ToArray() });
        insert.Parameters.Add(new() { Value = slugs });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Name).ToArray() });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Url).ToArray() });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static async Task<HashSet<(string, string)>> KnownAsync(NpgsqlTransaction transaction, IReadOnlyList<CarriedTerm> wanted, CancellationToken ct) =>
        await PairsAsync(
            transaction,
            $"select taxonomy, key from {ContentTables.Terms} where (taxonomy, key) in (select * from unnest($1, $2))",
            [.. wanted.Select(term => CarriedTerms.Name(term.Taxonomy))],
            [.. wanted.Select(term => term.Key)],
            ct);

    /// <summary>One for each term, in order: its name's slug, or that with the first number that is free.</summary>
    private static async Task<string[]> FreeSlugsAsync(NpgsqlTransaction transaction, List<CarriedTerm> terms, CancellationToken ct)
    {
        var free = new string?[terms.Count];
        HashSet<(string, string)> taken = [];

        // Numbers are tried in steps that double: nearly all need none, and a thousand names of the same slug need ten statements.
        for (int from = 1, to = 2; free.Contains(null); (from, to) = (to, to * 2))
        {
            var asked = Enumerable.Range(0, terms.Count).Where(at => free[at] is null)
                .SelectMany(at => Enumerable.Range(from, to - from).Select(number => (CarriedTerms.Name(terms[at].Taxonomy), Slug: Numbered(terms[at], number))))
                .Distinct()
                .ToList();
            taken.UnionWith(await PairsAsync(
                transaction,
                $"select taxonomy, slug from {ContentTables.Terms} where (taxonomy, slug) in (select * from unnest($1, $2))",
                [.. asked.Select(slug => slug.Item1)],
                [.. asked.Select(slug => slug.Slug)],
                ct));
            for (var at = 0; at < terms.Count; at++)
            {
                free[at] ??= Enumerable.Range(from, to - from).Select(number => Numbered(terms[at], number))
                    .FirstOrDefault(slug => taken.Add((CarriedTerms.Name(terms[at].Taxonomy), slug)));
            }
        }

        return free!;
    }

    private static async Task<HashSet<(string, string)>> PairsAsync(
        NpgsqlTransaction transaction, string sql, string[] taxonomies, string[] texts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = taxonomies });
        command.Parameters.Add(new() { Value = texts });
        HashSet<(string, string)> pairs = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        }

        return pairs;
    }

    private static string Numbered(CarriedTerm term, int number) =>
        number == 1 ? SlugOf(term.Name) : string.Create(CultureInfo.InvariantCulture, $"{SlugOf(term.Name)}-{number}");

    // A name of signs alone leaves no slug; a term still needs an address.
    internal static string SlugOf(string name) => SlugRules.TermSlug(name) is { Length: > 0 } slug ? slug : "term";
}
