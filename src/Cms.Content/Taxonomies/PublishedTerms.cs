using System.Globalization;
using Cms.Content.Delivery;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>Tags, categories, authors and keywords that published posts carry; none exists for readers otherwise.</summary>
public sealed class PublishedTerms
{
    public const int MaximumLimit = 1000;

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors cursors;
    private readonly ExpensiveQueries queries;

    internal PublishedTerms(NpgsqlDataSource dataSource, Cursors cursors, ExpensiveQueries queries)
    {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.queries = queries;
    }

    /// <summary>A page of terms, keyset by the sort.</summary>
    /// <param name="where">Null for all.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>, <see cref="ContentError.QueryTooExpensive"/>.</exception>
    public Task<ForwardPage<Term>> ListAsync(Taxonomy taxonomy, TermFilter? where, TermSort sort, int limit, string? after, CancellationToken ct) =>
        queries.InTimeAsync(token => ListInTimeAsync(taxonomy, where, sort, limit, after, token), ct);

    private async Task<ForwardPage<Term>> ListInTimeAsync(Taxonomy taxonomy, TermFilter? where, TermSort sort, int limit, string? after, CancellationToken ct)
    {
        var signer = await cursors.SignerAsync(ct);
        await using var command = dataSource.CreateCommand();
        var which = new TermSql(taxonomy, command.Parameters).Where(where);
        var scope = $"{CarriedTerms.Name(taxonomy)} by {sort}{(where is null ? "" : $" where {CursorScope.TextOf(where)}")}";
        var place = after is null ? null : signer.Read(scope, after);

        // Keys are folded names, and COLLATE "C" sorts them the same on every server.
        var beyond = (sort, place) switch
        {
            (_, null) => "true",
            (TermSort.Name, _) => $"""key collate "C" > {PostSql.Parameter(command.Parameters, place[0])}""",
            _ => $"""(-count, key collate "C") > ({PostSql.Parameter(command.Parameters, -long.Parse(place[1], CultureInfo.InvariantCulture))}, {PostSql.Parameter(command.Parameters, place[0])})""",
        };
        command.CommandText = Select(taxonomy, which with { After = $"{which.After} and {beyond}" }, command.Parameters)
            + (sort == TermSort.Name ? """ order by key collate "C" """ : """ order by count desc, key collate "C" """)
            + $"limit {PostSql.Parameter(command.Parameters, limit + 1)}";
        return ForwardPage<Term>.Of(await ReadAsync(command, taxonomy, ct), limit, term => signer.Write(scope, term.Key, term.Count.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>A page of the languages of published posts. Posts that name none are not counted.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<LanguageCount>> LanguagesAsync(TermSort sort, int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), $"languages by {sort}");
        await using var command = dataSource.CreateCommand();
        var beyond = "true";
        if (after is not null)
        {
            var place = list.Read(after);
            var code = PostSql.Parameter(command.Parameters, place[0]);
            beyond = sort == TermSort.Name
                ? $"""code collate "C" > {code}"""
                : $"""(-count, code collate "C") > ({PostSql.Parameter(command.Parameters, -long.Parse(place[1], CultureInfo.InvariantCulture))}, {code})""";
        }

        command.CommandText =
            $"""
             select code, count from (
               select p.language as code, count(*) as count from {ContentTables.PublishedPosts} p where p.language is not null group by p.language) language
             where {beyond} order by {(sort == TermSort.Name ? "" : "count desc, ")}code collate "C" limit {PostSql.Parameter(command.Parameters, limit + 1)}
             """;
        List<LanguageCount> languages = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            languages.Add(new(reader.GetString(0), reader.GetInt64(1)));
        }

        return ForwardPage<LanguageCount>.Of(languages, limit, language => list.Write(language.Code, language.Count.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Null when no published post carries it. Any spelling that slugifies to the slug is found, and by a former slug what has it now.</summary>
    public async Task<Term?> FindAsync(Taxonomy taxonomy, string slug, CancellationToken ct)
    {
        string[] slugs = [slug, SlugRules.TermSlug(slug)];
        await using var command = dataSource.CreateCommand();
        var names = PostSql.Parameter(command.Parameters, slugs);
        command.CommandText = Select(
            taxonomy, CountedWhere.All with { Before = $"t.id in (select s.term_id from {ContentTables.TermSlugs} s where s.taxonomy = t.taxonomy and s.slug = any({names}))" }, command.Parameters)
            + $" order by slug = {PostSql.Parameter(command.Parameters, slug)} desc, slug = any({names}) desc, id limit 1";
        return await ReadAsync(command, taxonomy, ct) is [var found] ? found : null;
    }

    /// <summary>The terms of those ids; one statement for all.</summary>
    public async Task<IReadOnlyList<Term>> LoadAsync(Taxonomy taxonomy, IReadOnlyCollection<int> ids, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand();
        command.CommandText = Select(taxonomy, CountedWhere.All with { Before = $"t.id = any({PostSql.Parameter(command.Parameters, ids.ToArray())})" }, command.Parameters);
        return await ReadAsync(command, taxonomy, ct);
    }

    private static string Select(Taxonomy taxonomy, CountedWhere which, NpgsqlParameterCollection parameters)
    {
        var name = PostSql.Parameter(parameters, CarriedTerms.Name(taxonomy));
        return $"""
                select id, key, slug, name, description, url, bio, revision, count from (
                  select t.id, t.key, t.slug, t.name, t.description, t.url, t.bio, t.revision, count(*) as count
                  from {ContentTables.Terms} t join {ContentTables.PublishedPostTerms} c on c.term_id = t.id
                  where t.taxonomy = {name} and {which.Before} group by t.id) t
                where {which.After}
                """;
    }

    private static async Task<List<Term>> ReadAsync(NpgsqlCommand command, Taxonomy taxonomy, CancellationToken ct)
    {
        List<Term> terms = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            terms.Add(new Term(
                taxonomy,
                reader.GetInt32(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                reader.GetInt32(7),
                reader.GetInt64(8)));
        }

        return terms;
    }
}
