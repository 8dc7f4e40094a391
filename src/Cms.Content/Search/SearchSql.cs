using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>The statement of a search. One row for each post of the page, and one without a post where there is none; total and facets stand in each.</summary>
internal static class SearchSql
{
    /// <summary>Ranking and facets look at so many of the newest hits.</summary>
    public const int MostHits = 10_000;

    private const int MostTerms = 20;

    /// <summary>
    /// Plans for the words that are asked for, as a rare one and the commonest want different ones, on one core. To read through all documents
    /// is never the way, though the planner takes it for one where most of them are hits: it does not know what their vectors cost to unpack.
    /// </summary>
    public const string Settings =
        """
        select set_config(name, value, true) from (values
          ('plan_cache_mode', 'force_custom_plan'), ('jit', 'off'), ('random_page_cost', '1.1'), ('enable_seqscan', 'off'), ('max_parallel_workers_per_gather', '0')) s(name, value)
        """;

    /// <summary>Begins with the hits, whose columns are those of <see cref="SearchTables.Documents"/>.</summary>
    public static string Hits(SearchMatch match, SearchQuestion question, PrivateFields hidden, NpgsqlParameterCollection parameters)
    {
        var condition = $"d.words @@ {PostSql.Parameter(parameters, match.Condition)}::tsquery";
        if (question.Language is { } language)
        {
            condition += $" and d.language = {PostSql.Parameter(parameters, language)}";
        }

        var filtered = question.Filter is null ? "" : $" join {ContentTables.PublishedPosts} p on p.id = d.post_id and {PostSql.Where(question.Filter, hidden, parameters)}";
        return $"""
                with hits as materialized (
                  select d.post_id, d.published_at, d.year, d.language, d.revision from {SearchTables.Documents} d{filtered}
                  where {condition} order by d.published_at desc, d.post_id desc limit {MostHits})
                """;
    }

    /// <param name="beyond">A condition on the page's place, over <c>r</c>.</param>
    public static string Page(string hits, SearchMatch match, string beyond, string direction, int limit, bool withFacets, NpgsqlParameterCollection parameters) =>
        $"""
         {hits},
         ranked as materialized (
           select h.post_id, h.published_at, h.revision, round(1000 * ts_rank(t.head, {PostSql.Parameter(parameters, match.Ranking)}::tsquery))::integer as score
           from hits h join {SearchTables.Texts} t on t.post_id = h.post_id)
         select (select count(*) from hits), {(withFacets ? Facets : "null")}, page.post_id, page.score, page.published_at, page.revision, t.stemmer, t.text
         from (select) one left join (
           select r.* from ranked r where {beyond} order by r.score {direction}, r.published_at {direction}, r.post_id {direction} limit {PostSql.Parameter(parameters, limit)}
         ) page on true left join {SearchTables.Texts} t on t.post_id = page.post_id
         order by page.score {direction}, page.published_at {direction}, page.post_id {direction}
         """;

    private static readonly string Facets =
        $"""
         (select json_build_object(
           'terms', (
             select json_object_agg(g.taxonomy, g.facets) from (
               select f.taxonomy, json_agg(json_build_array(f.slug, f.name, f.posts) order by f.posts desc, f.slug) as facets from (
                 select t.taxonomy, t.slug, t.name, x.posts, row_number() over (partition by t.taxonomy order by x.posts desc, t.slug) as place
                 from (select c.term_id, count(*) as posts from hits h join {ContentTables.PublishedPostTerms} c on c.post_id = h.post_id group by c.term_id) x
                 join {ContentTables.Terms} t on t.id = x.term_id where t.taxonomy in ('{CarriedTerms.Name(Taxonomy.Tag)}', '{CarriedTerms.Name(Taxonomy.Category)}')) f
               where f.place <= {MostTerms} group by f.taxonomy) g),
           'years', (select json_agg(json_build_array(y.year, y.posts) order by y.year desc) from (select h.year, count(*) as posts from hits h group by h.year) y),
           'languages', (select json_agg(json_build_array(l.language, l.posts) order by l.posts desc, l.language)
             from (select h.language, count(*) as posts from hits h where h.language is not null group by h.language) l)))
         """;

    public static SearchFacets ReadFacets(string json)
    {
        using var document = JsonDocument.Parse(json);
        var facets = document.RootElement;
        return new(
            ReadTerms(facets, Taxonomy.Tag),
            ReadTerms(facets, Taxonomy.Category),
            Read(facets.GetProperty("years"), row => new YearFacet(row[0].GetInt32(), row[1].GetInt64())),
            Read(facets.GetProperty("languages"), row => new LanguageFacet(row[0].GetString()!, row[1].GetInt64())));
    }

    private static List<TermFacet> ReadTerms(JsonElement facets, Taxonomy taxonomy) =>
        facets.GetProperty("terms") is { ValueKind: JsonValueKind.Object } terms && terms.TryGetProperty(CarriedTerms.Name(taxonomy), out var rows)
            ? Read(rows, row => new TermFacet(row[0].GetString()!, row[1].GetString()!, row[2].GetInt64()))
            : [];

    private static List<T> Read<T>(JsonElement rows, Func<JsonElement, T> read) => rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray().Select(read)] : [];
}
