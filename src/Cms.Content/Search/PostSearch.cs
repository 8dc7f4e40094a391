using System.Globalization;
using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Paging;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>Finds published posts by their text.</summary>
public sealed class PostSearch
{
    // With fewer hits, the text may have a slip in it.
    private const int FewHits = 3;

    private readonly NpgsqlDataSource dataSource;
    private readonly PublishedPosts posts;
    private readonly SearchVocabulary vocabulary;
    private readonly Stems stems;
    private readonly ExpensiveQueries queries;
    private readonly PrivateFields hidden;
    private readonly Cursors cursors;

    internal PostSearch(NpgsqlDataSource dataSource, PublishedPosts posts, SearchVocabulary vocabulary, Stems stems, ExpensiveQueries queries, PrivateFields hidden, Cursors cursors)
    {
        this.dataSource = dataSource;
        this.posts = posts;
        this.vocabulary = vocabulary;
        this.stems = stems;
        this.queries = queries;
        this.hidden = hidden;
        this.cursors = cursors;
    }

    /// <summary>A page of what the text finds. A text without a word to look for finds nothing.</summary>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.InvalidParameter"/> for a text or a size that cannot be taken, <see cref="ContentError.InvalidCursor"/>,
    /// <see cref="ContentError.QueryTooExpensive"/>, <see cref="ContentError.TooManyQueries"/>.
    /// </exception>
    public Task<SearchPage> SearchAsync(SearchQuestion question, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Limit is < 1 or > PostQuery.MaximumLimit)
        {
            throw new ContentException(new ContentError.InvalidParameter("limit", $"A page holds 1 to {PostQuery.MaximumLimit} posts."));
        }

        var text = SearchText.Parse(question.Text, question.Parameter);
        return question.HasPlace
            ? queries.InTimeAsync(token => SearchAsync(question, text, token), ct)
            : queries.InPlaceAsync(token => SearchAsync(question, text, token), ct);
    }

    /// <summary>The search as a condition, for lists that are sorted by something else.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for a text that cannot be taken.</exception>
    public async Task<PostFilter> FilterAsync(string text, string parameter, string? language, CancellationToken ct)
    {
        var parsed = SearchText.Parse(text, parameter);
        if (parsed.IsEmpty)
        {
            return new PostFilter.Or([]);
        }

        var (stemmers, _) = await vocabulary.StateAsync(ct);
        return new PostFilter.Found((await MatchAsync(parsed, StemmersFor(language, stemmers), ct)).Condition);
    }

    /// <summary>Whether posts are published that the index does not have yet in their present form.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken ct) => (await vocabulary.StateAsync(ct)).Indexing > 0;

    private async Task<SearchPage> SearchAsync(SearchQuestion question, SearchText text, CancellationToken ct)
    {
        // Asked before anything is looked for: what comes in meanwhile may be found, and is not missed without a word.
        var (known, indexing) = await vocabulary.StateAsync(ct);
        if (text.IsEmpty)
        {
            return new([], [], HasNext: false, HasPrevious: false, new(0, Capped: false), SearchFacets.None, null, indexing);
        }

        var stemmers = StemmersFor(question.Language, known);
        var match = await MatchAsync(text, stemmers, ct);
        var (rows, total, facets, list) = await AskAsync(question, match, ct);
        var more = rows.Count > question.Limit;
        if (more)
        {
            rows.RemoveAt(question.Limit);
        }

        if (question.Before is not null)
        {
            rows.Reverse();
        }

        var items = await ShowAsync(question, rows, match, ct);
        var shown = items.Select(item => item.Post.Post.Id).ToHashSet();
        return new(
            items,
            [.. rows.Where(row => shown.Contains(row.Id)).Select(row => list.Write(PlaceOf(row)))],
            HasNext: question.Before is not null || more,
            HasPrevious: question.Before is not null ? more : question.After is not null,
            new(total, total == SearchSql.MostHits),
            facets,
            total < FewHits ? await vocabulary.CorrectAsync(text, stemmers, ct) : null,
            indexing);
    }

    private async Task<SearchMatch> MatchAsync(SearchText text, string[] stemmers, CancellationToken ct)
    {
        var words = text.Terms.Concat(text.NoneOf).SelectMany(term => term.Words).Where(word => word.Kind != WordKind.Pair).Select(word => word.Text).Distinct(StringComparer.Ordinal).ToList();
        List<(string, string)> wanted = [.. stemmers.SelectMany(stemmer => words.Select(word => (stemmer, word)))];
        var forms = await stems.LoadAsync(wanted, ct);
        var compounding = Array.FindAll(stemmers, Stemmers.Compounds);
        var ends = compounding.SelectMany(stemmer => words.SelectMany(word => forms.Of(stemmer, word))).Where(form => form.Length >= VocabularyWord.ShortestPart).Distinct(StringComparer.Ordinal);
        var compounds = await vocabulary.CompoundsAsync(compounding, [.. ends], ct);
        if (compounds.Count > 0)
        {
            forms = await stems.LoadAsync(wanted.Concat(compounds), ct);
        }

        return SearchMatch.Of(text, stemmers, forms, compounds);
    }

    // Posts whose language has no stemmer, or that have none, are in the index under the simple one.
    private static string[] StemmersFor(string? language, IReadOnlyList<string> known) =>
        language is not null ? [Stemmers.Of(language)] : known.Count > 0 ? [.. known] : [Stemmers.Simple];

    private async Task<(List<Row> Rows, long Total, SearchFacets Facets, CursorScope List)> AskAsync(SearchQuestion question, SearchMatch match, CancellationToken ct)
    {
        var signer = await cursors.SignerAsync(ct);
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(SearchSql.Settings));
        var command = new NpgsqlBatchCommand();
        batch.BatchCommands.Add(command);
        var hits = SearchSql.Hits(match, question, hidden, command.Parameters);
        var filter = JsonSerializer.Serialize(command.Parameters.Skip(1).Select(parameter => parameter.Value));
        var list = new CursorScope(signer, $"search {question.Text} in {question.Language} where {filter} of {hits}");
        var beyond = Beyond(question, list, command.Parameters);
        command.CommandText = SearchSql.Page(hits, match, beyond, question.Before is null ? "desc" : "asc", question.Limit + 1, question.WithFacets, command.Parameters);

        List<Row> rows = [];
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var (total, facets) = (0L, SearchFacets.None);
        while (await reader.ReadAsync(ct))
        {
            total = reader.GetInt64(0);
            facets = facets == SearchFacets.None && !reader.IsDBNull(1) ? SearchSql.ReadFacets(reader.GetString(1)) : facets;
            if (!reader.IsDBNull(2))
            {
                rows.Add(new(reader.GetGuid(2), reader.GetInt32(3), reader.GetDateTime(4), reader.GetInt32(5), reader.GetString(6), reader.GetString(7)));
            }
        }

        return (rows, total, facets, list);
    }

    private static string Beyond(SearchQuestion question, CursorScope list, NpgsqlParameterCollection parameters)
    {
        if ((question.After ?? question.Before) is not { } cursor)
        {
            return "true";
        }

        var place = list.Read(cursor);
        var score = PostSql.Parameter(parameters, int.Parse(place[0], CultureInfo.InvariantCulture));
        var publishedAt = PostSql.Parameter(parameters, new DateTime(long.Parse(place[1], CultureInfo.InvariantCulture), DateTimeKind.Utc));
        var id = PostSql.Parameter(parameters, Guid.Parse(place[2]));
        return $"(r.score, r.published_at, r.post_id) {(question.Before is null ? "<" : ">")} ({score}, {publishedAt}, {id})";
    }

    private static string[] PlaceOf(Row row) =>
        [row.Score.ToString(CultureInfo.InvariantCulture), row.PublishedAt.Ticks.ToString(CultureInfo.InvariantCulture), row.Id.ToString()];

    private async Task<IReadOnlyList<SearchHit>> ShowAsync(SearchQuestion question, List<Row> rows, SearchMatch match, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var loaded = (await posts.LoadAsync(rows.ConvertAll(row => row.Id), question.Parts, ct)).ToDictionary(post => post.Post.Id);

        // A post that was withdrawn a moment ago is not loaded any more, and is not shown.
        var found = rows.Where(row => loaded.ContainsKey(row.Id)).Select(row => (Row: row, Post: loaded[row.Id])).ToList();
        var parts = found.ConvertAll(hit => question.WithSnippets ? PartsOf(hit.Row, hit.Post).ToList() : []);
        var forms = await stems.LoadAsync(found.Zip(parts).SelectMany(hit => hit.Second.SelectMany(part => match.Highlight.WordsToStem(part.Text, hit.First.Row.Stemmer))), ct);
        return [.. found.Zip(parts, (hit, own) => new SearchHit(
            hit.Post,
            hit.Row.Score / 1000.0,
            [.. own.Select(part => (part.Field, Html: part.Field == "text" ? match.Highlight.Best(part.Text, hit.Row.Stemmer, forms) : match.Highlight.Whole(part.Text, hit.Row.Stemmer, forms)))
                .Where(part => part.Html is not null).Select(part => new SearchSnippet(part.Field, part.Html!))]))];
    }

    // The text that was indexed is not shown when it is not what is published any more.
    private static IEnumerable<(string Field, string Text)> PartsOf(Row row, DeliveredPost post)
    {
        yield return ("title", post.Post.Title);
        if (post.Post.Description is { } description)
        {
            yield return ("description", description);
        }

        if (row.Revision == post.Post.Revision)
        {
            yield return ("text", row.Text);
        }
    }

    private sealed record Row(Guid Id, int Score, DateTime PublishedAt, int Revision, string Stemmer, string Text);
}
