using System.Globalization;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Makes terms that posts carry and the store does not know.</summary>
internal static class NewTerms
{
    /// <summary>Makes those that do not exist yet, each with a slug that no other of its taxonomy has or had. The caller holds the lock on addresses.</summary>
    /// <returns>All of them.</returns>
    public static async Task<IReadOnlyDictionary<(Taxonomy, string), RegisteredTerm>> RegisterAsync(NpgsqlTransaction transaction, IReadOnlyList<CarriedTerm> wanted, CancellationToken ct)
    {
        Dictionary<(Taxonomy, string), RegisteredTerm> ids = [];
        if (wanted.Count == 0)
        {
            return ids;
        }

        await using (var find = new NpgsqlCommand(
            $"select taxonomy, key, term_id, removed_by from {ContentTables.TermKeys} where (taxonomy, key) in (select * from unnest($1, $2))", transaction.Connection, transaction))
        {
            find.Parameters.Add(new() { Value = wanted.Select(term => CarriedTerms.Name(term.Taxonomy)).ToArray() });
            find.Parameters.Add(new() { Value = wanted.Select(term => term.Key).ToArray() });
            await ReadIdsAsync(find, ids, ct);
        }

        var missing = wanted.Where(term => !ids.ContainsKey((term.Taxonomy, term.Key))).ToList();
        if (missing.Count == 0)
        {
            return ids;
        }

        var slugs = await FreeSlugsAsync(transaction, missing, owner: null, ct);
        await using var insert = new NpgsqlCommand(
            $"""
             with made as (
               insert into {ContentTables.Terms} (taxonomy, key, slug, name, url) select * from unnest($1, $2, $3, $4, $5) returning id, taxonomy, key, slug),
             keys as (insert into {ContentTables.TermKeys} (taxonomy, key, term_id) select taxonomy, key, id from made),
             slugs as (insert into {ContentTables.TermSlugs} (taxonomy, slug, term_id) select taxonomy, slug, id from made)
             select taxonomy, key, id, null::bigint from made
             """,
            transaction.Connection,
            transaction);
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => CarriedTerms.Name(term.Taxonomy)).ToArray() });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Key).ToArray() });
        insert.Parameters.Add(new() { Value = slugs });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Name).ToArray() });
        insert.Parameters.Add(new() { Value = missing.ConvertAll(term => term.Url).ToArray() });
        await ReadIdsAsync(insert, ids, ct);
        return ids;
    }

    private static async Task ReadIdsAsync(NpgsqlCommand command, Dictionary<(Taxonomy, string), RegisteredTerm> ids, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids[(CarriedTerms.Named(reader.GetString(0)), reader.GetString(1))] = new(reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetInt64(3));
        }
    }

    /// <summary>One for each term, in order: its name's slug, or that with the first number that is free.</summary>
    /// <param name="owner">The term that they are for, where there is one already: what led to it before is free for it.</param>
    public static async Task<string[]> FreeSlugsAsync(NpgsqlTransaction transaction, IReadOnlyList<CarriedTerm> terms, int? owner, CancellationToken ct)
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
            taken.UnionWith(await TakenAsync(transaction, asked, owner, ct));
            for (var at = 0; at < terms.Count; at++)
            {
                free[at] ??= Enumerable.Range(from, to - from).Select(number => Numbered(terms[at], number))
                    .FirstOrDefault(slug => taken.Add((CarriedTerms.Name(terms[at].Taxonomy), slug)));
            }
        }

        return free!;
    }

    private static async Task<HashSet<(string, string)>> TakenAsync(NpgsqlTransaction transaction, List<(string Taxonomy, string Slug)> slugs, int? owner, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select taxonomy, slug from {ContentTables.TermSlugs} where (taxonomy, slug) in (select * from unnest($1, $2)) and term_id is distinct from $3", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = slugs.ConvertAll(slug => slug.Taxonomy).ToArray() });
        command.Parameters.Add(new() { Value = slugs.ConvertAll(slug => slug.Slug).ToArray() });
        command.Parameters.Add(new() { Value = (object?)owner ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        HashSet<(string, string)> taken = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            taken.Add((reader.GetString(0), reader.GetString(1)));
        }

        return taken;
    }

    private static string Numbered(CarriedTerm term, int number) =>
        number == 1 ? SlugOf(term.Name) : string.Create(CultureInfo.InvariantCulture, $"{SlugOf(term.Name)}-{number}");

    // A name of signs alone leaves no slug; a term still needs an address.
    internal static string SlugOf(string name) => SlugRules.TermSlug(name) is { Length: > 0 } slug ? slug : "term";
}

/// <param name="RemovedBy">The number of the event since which what was written before does not carry it; null for none.</param>
internal sealed record RegisteredTerm(int Id, long? RemovedBy);
