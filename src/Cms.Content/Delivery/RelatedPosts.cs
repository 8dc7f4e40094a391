using Cms.Content.Search;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>
/// Finds the posts that have most in common with a post. What few posts share says more than what many do, so each shared tag or link counts by
/// how few carry it, a category or keyword for half of that. Where less is shared than was asked for, rare words of the title find more.
/// </summary>
internal sealed class RelatedPosts(NpgsqlDataSource dataSource, DeliveredPostReader posts)
{
    // Beyond this a term is common, and how common makes no difference: to count a tag of 50,000 posts costs what it costs for 200.
    private const int MostCounted = 200;

    // The rarest terms and links of a post lead to others, each to its newest posts.
    private const int MostShared = 16;
    private const int MostCarriers = 100;

    // So many are then compared by all that they share, also by what they did not come from.
    private const int MostCandidates = 50;

    // Words that more posts have say nothing of a title.
    private const int MostPostsOfWord = 2000;
    private const int MostWords = 4;

    // A word counts for less than anything that writers have set themselves.
    private const string ShareOfWord = "0.05";

    /// <summary>For each post, the best first; one statement for all.</summary>
    public async Task<ILookup<Guid, RelatedPost>> FindAsync(IReadOnlyCollection<Guid> ids, int count, PostParts parts, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select {DeliveredPostReader.Columns(parts)}, o.id, round(r.score::numeric, 3)::float8
             from {ContentTables.PublishedPosts} o
             cross join lateral ({Found}) r
             join ({DeliveredPostReader.From(parts)}) on p.id = r.post_id
             where o.id = any($1) order by o.id, r.by_text, r.score desc, p.published_at desc, p.id desc
             """);
        command.Parameters.Add(new() { Value = ids.Distinct().ToArray() });
        command.Parameters.Add(new() { Value = count });
        var found = await posts.ReadAsync(command, (reader, column) => (Of: reader.GetGuid(column), Score: reader.GetDouble(column + 1)), ct);
        return found.ToLookup(row => row.Extra.Of, row => new RelatedPost(row.Extra.Score, row.Post));
    }

    // Of the published copy "o". A post in another language is of no use to its reader, which leaves translations out, too; where one of the two
    // has no language, it may well be the same.
    private static readonly string Found =
        $"""
         with term as materialized ({Shared(ContentTables.PublishedPostTerms, "term_id", $"case c.taxonomy when '{CarriedTerms.Name(Taxonomy.Tag)}' then 1.0 else 0.5 end", $"and c.taxonomy <> '{CarriedTerms.Name(Taxonomy.Author)}'")}),
         link as materialized ({Shared(ContentTables.PublishedPostLinks, "link_id", "1.0", "")}),
         candidate as materialized (
           select k.post_id, k.published_at from (
             select carrier.post_id, carrier.published_at, sum(carrier.weight) as weight
             from ({Carriers(ContentTables.PublishedPostTerms, "term_id", "term")} union all {Carriers(ContentTables.PublishedPostLinks, "link_id", "link", once: "distinct")}) carrier
             group by carrier.post_id, carrier.published_at order by weight desc, carrier.published_at desc, carrier.post_id desc) k
           cross join lateral (select from {ContentTables.PublishedPosts} x where x.id = k.post_id and {IsForReader} limit 1) x
           order by k.weight desc, k.published_at desc, k.post_id desc limit {MostCandidates}),
         word as materialized (
           select w.lexeme, {ShareOfWord} / ln(2 + w.posts) as weight from (
             select title.lexeme, coalesce((
               select max(known.posts) from unnest(t.vocabulary[1:50]) spelt(word) join {SearchTables.Words} known on known.stemmer = t.stemmer and known.word = spelt.word
               where starts_with(spelt.word, title.lexeme)), {MostCounted}) as posts
             from {SearchTables.Texts} t, unnest(t.head) title
             where t.post_id = o.id and 'A' = any(title.weights) and (select count(*) from candidate) < $2) w
           where w.posts <= {MostPostsOfWord} order by w.posts, length(w.lexeme) desc, w.lexeme limit {MostWords}),
         hit as (
           select h.post_id, sum(word.weight) as weight from word cross join lateral (
             select d.post_id from {SearchTables.Documents} d where d.words @@ quote_literal(word.lexeme)::tsquery limit {MostPostsOfWord}) h
           where not exists (select from candidate where candidate.post_id = h.post_id)
           group by h.post_id)
         select best.post_id, best.score, best.by_text from (
           select c.post_id, c.published_at, {SumOf("term", "term_id", ContentTables.PublishedPostTerms)} + {SumOf("link", "link_id", ContentTables.PublishedPostLinks)} as score, false as by_text from candidate c
           union all
           select x.id, x.published_at, h.weight, true from hit h join {ContentTables.PublishedPosts} x on x.id = h.post_id where {IsForReader}) best
         order by best.by_text, best.score desc, best.published_at desc, best.post_id desc limit $2
         """;

    private const string IsForReader = "x.id <> o.id and (x.language = o.language or x.language is null or o.language is null)";

    // What the post carries, with the weight of each: the rarest first.
    private static string Shared(string table, string key, string share, string which) =>
        $"""
         select c.key, c.share / ln(2 + c.posts) as weight from (
           select c.{key} as key, max({share}) as share, (select count(*) from (select from {table} x where x.{key} = c.{key} limit {MostCounted}) counted) as posts
           from {table} c where c.post_id = o.id {which} group by c.{key}) c
         order by weight desc, c.key limit {MostShared}
         """;

    // A post may carry a link more than once, which counts once.
    private static string Carriers(string table, string key, string shared, string once = "") =>
        $"""
         select x.post_id, x.published_at, {shared}.weight from {shared} cross join lateral (
           select {once} c.post_id, c.published_at from (
             select c.post_id, c.published_at from {table} c where c.{key} = {shared}.key order by c.published_at desc, c.post_id desc limit {MostCarriers}) c) x
         """;

    private static string SumOf(string shared, string key, string table) =>
        $"coalesce((select sum({shared}.weight) from {shared} where {shared}.key in (select x.{key} from {table} x where x.post_id = c.post_id)), 0)";
}

/// <param name="Score">How much it shares: greater is nearer, and what is found by words alone stands last. Comparable within the posts of one answer.</param>
public sealed record RelatedPost(double Score, DeliveredPost Post);
