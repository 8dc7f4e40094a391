using System.Collections;
using System.Globalization;
using Cms.Content.Paging;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Pages of posts by keyset: a cursor holds the sort key and the id of a post, so its place survives what comes and goes around it, and the deepest page costs what the first costs.</summary>
internal sealed class PostPages(NpgsqlDataSource dataSource, DeliveredPostReader posts, TermIds terms, PrivateFields hidden, Cursors cursors)
{
    /// <summary>One page of all posts that pass the query's filter.</summary>
    public async Task<PostPage> ListAsync(PostQuery query, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), ScopeOf(query));
        var filter = Walk.IsAlongSlug(query) ? query.Filter : await terms.FindAsync(query.Filter, ct);
        await using var batch = dataSource.CreateBatch();
        if (filter is not null)
        {
            batch.BatchCommands.Add(new(PostSql.Settings));
        }

        var command = new NpgsqlBatchCommand();
        batch.BatchCommands.Add(command);
        var walk = Walk.Of(query.Sort, filter, command.Parameters);
        command.CommandText = Select(query, walk, PostSql.Where(walk.Filter, hidden, command.Parameters), list, command.Parameters);
        var rows = await posts.ReadAsync(token => ExecuteAsync(batch, token), (reader, column) => KeyOf(query.Sort, reader, column), ct);
        return PageOf(query, rows, list);
    }

    /// <summary>How many posts pass the filter.</summary>
    public async Task<long> CountAsync(PostFilter? filter, CancellationToken ct)
    {
        var found = await terms.FindAsync(filter, ct);
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(PostSql.Settings));
        var command = new NpgsqlBatchCommand();
        batch.BatchCommands.Add(command);
        command.CommandText = $"select count(*) from {ContentTables.PublishedPosts} p where {PostSql.Where(found, hidden, command.Parameters)}";
        await using var reader = await ExecuteAsync(batch, ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }

    /// <summary>A page for each term of the posts that carry it, in one statement.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>, also for a cursor with several parents: it is of one list.</exception>
    public Task<IReadOnlyDictionary<int, PostPage>> ListByTermAsync(PostQuery query, int[] ids, CancellationToken ct) =>
        ListByParentAsync(query, ids, Walk.OfTerm(query.Sort, "parent.key"), ct);

    /// <summary>The same for links.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>, also for a cursor with several parents: it is of one list.</exception>
    public Task<IReadOnlyDictionary<Guid, PostPage>> ListByLinkAsync(PostQuery query, Guid[] ids, CancellationToken ct) =>
        ListByParentAsync(query, ids, Walk.OfLink(query.Sort, "parent.key"), ct);

    private async Task<IReadOnlyDictionary<TKey, PostPage>> ListByParentAsync<TKey>(PostQuery query, TKey[] keys, Walk walk, CancellationToken ct)
        where TKey : notnull
    {
        if (keys.Length == 0)
        {
            return new Dictionary<TKey, PostPage>();
        }

        var signer = await cursors.SignerAsync(ct);
        var scope = ScopeOf(query);
        CursorScope ListOf(TKey key) => new(signer, $"{scope} of {key}");

        // With several parents no single list is meant, and no cursor fits.
        var list = keys.Length == 1 ? ListOf(keys[0]) : new CursorScope(signer, scope);
        await using var command = dataSource.CreateCommand();
        var pageSql = Select(query, walk, PostSql.Where(query.Filter, hidden, command.Parameters), list, command.Parameters);
        command.CommandText = $"select page.*, parent.key from unnest({PostSql.Parameter(command.Parameters, keys)}) parent(key) cross join lateral ({pageSql}) page";
        var rows = await posts.ReadAsync(command, (reader, column) => (Parent: reader.GetFieldValue<TKey>(column + 1), Key: KeyOf(query.Sort, reader, column)), ct);
        var pages = rows.GroupBy(row => row.Extra.Parent).ToDictionary(group => group.Key, group => PageOf(query, group.Select(row => (row.Post, row.Extra.Key)), ListOf(group.Key)));
        foreach (var key in keys)
        {
            pages.TryAdd(key, new PostPage([], [], HasNext: false, HasPrevious: query.After is not null));
        }

        return pages;
    }

    private static async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var reader = await batch.ExecuteReaderAsync(ct);
        if (batch.BatchCommands.Count > 1)
        {
            await reader.NextResultAsync(ct);
        }

        return reader;
    }

    private static string Select(PostQuery query, Walk walk, string where, CursorScope list, NpgsqlParameterCollection parameters)
    {
        if (query.Limit is < 1 or > PostQuery.MaximumLimit)
        {
            throw new ContentException(new ContentError.InvalidParameter("limit", $"A page holds 1 to {PostQuery.MaximumLimit} posts."));
        }

        var after = Beyond(query, query.After, walk, query.Sort.Descending ? "<" : ">", list, parameters);
        var before = Beyond(query, query.Before, walk, query.Sort.Descending ? ">" : "<", list, parameters);
        var direction = query.Sort.Descending == query.FromEnd ? "asc" : "desc";

        // One more than the page tells whether there is another. A number that is written out is one that the plan can count on.
        return $"""
                select {DeliveredPostReader.Columns(query.Parts)}, {walk.Key} as sort_key from {DeliveredPostReader.From(query.Parts)}{walk.Join}
                where {walk.Where}{where}{after}{before}
                order by {walk.Key} {direction}, {walk.Id} {direction} limit {query.Limit + 1}
                """;
    }

    private static string Beyond(PostQuery query, string? cursor, Walk walk, string comparison, CursorScope list, NpgsqlParameterCollection parameters)
    {
        if (cursor is null)
        {
            return "";
        }

        var place = list.Read(cursor);
        object key = query.Sort.Field == PostSortField.Title
            ? Convert.FromBase64String(place[0])
            : new DateTime(long.Parse(place[0], CultureInfo.InvariantCulture), DateTimeKind.Utc);
        return $" and ({walk.Key}, {walk.Id}) {comparison} ({PostSql.Parameter(parameters, key)}, {PostSql.Parameter(parameters, Guid.Parse(place[1]))})";
    }

    private static PostPage PageOf(PostQuery query, IEnumerable<(DeliveredPost Post, string Key)> rows, CursorScope list)
    {
        var found = rows.ToList();
        var more = found.Count > query.Limit;
        if (more)
        {
            found.RemoveAt(query.Limit);
        }

        if (query.FromEnd)
        {
            found.Reverse();
        }

        return new PostPage(
            found.ConvertAll(row => row.Post),
            new PageCursors(found.Count, at => list.Write(found[at].Key, found[at].Post.Id.ToString())),
            HasNext: query.FromEnd ? query.Before is not null : more,
            HasPrevious: query.FromEnd ? more : query.After is not null);
    }

    private static string KeyOf(PostSort sort, NpgsqlDataReader reader, int column) => sort.Field == PostSortField.Title
        ? Convert.ToBase64String(reader.GetFieldValue<byte[]>(column))
        : reader.GetDateTime(column).Ticks.ToString(CultureInfo.InvariantCulture);

    private static string ScopeOf(PostQuery query) => $"posts by {query.Sort.Field} {query.Sort.Descending} where {CursorScope.TextOf(query.Filter)}";

    /// <summary>What a list goes along: an index of all posts, or, where there is one, that of a term's posts in the same order.</summary>
    /// <param name="Filter">What is left to be judged of each post.</param>
    private sealed record Walk(string Join, string Where, string Key, string Id, PostFilter? Filter)
    {
        public static Walk Of(PostSort sort, PostFilter? filter, NpgsqlParameterCollection parameters)
        {
            var all = PartsOf(filter);
            var carried = all.OfType<PostFilter.Terms>().Where(term => term.Quantifier == Quantifier.Some && (term.Known?.Length == 1 || IsSlug(term))).ToList();

            // Of several terms the rarest would have to be walked, and which that is PostgreSQL knows.
            if (sort.Field != PostSortField.PublishedAt || carried is not [var only])
            {
                return new Walk("", "", KeyOf(sort), "p.id", filter);
            }

            var id = only.Known is [var known] ? PostSql.Parameter(parameters, known) : PostSql.TermOfSlug(only.Taxonomy, only.Tests[0].Values[0], parameters);
            return OfTerm(sort, id) with { Filter = new PostFilter.And([.. all.Where(other => other != only)]) };
        }

        /// <summary>Whether the list is that of a term by its slug, which is one term for sure and need not be looked up before.</summary>
        public static bool IsAlongSlug(PostQuery query) =>
            query.Sort.Field == PostSortField.PublishedAt && PartsOf(query.Filter).Where(part => part is PostFilter.Terms or PostFilter.And or PostFilter.Or).ToList() is [PostFilter.Terms only] && IsSlug(only);

        private static IReadOnlyList<PostFilter> PartsOf(PostFilter? filter) => filter is PostFilter.And and ? and.Of : filter is null ? [] : [filter];

        private static bool IsSlug(PostFilter.Terms terms) => terms is
        {
            Quantifier: Quantifier.Some, Known: null, Tests: [{ Match: TermMatch.Slug, Operator: Operator.Equal, Values.Count: 1 }],
        };

        public static Walk OfTerm(PostSort sort, string id) => sort.Field == PostSortField.PublishedAt
            ? new($" join {ContentTables.PublishedPostTerms} c on c.post_id = p.id", $"c.term_id = {id} and ", "c.published_at", "c.post_id", Filter: null)
            : new("", $"exists (select from {ContentTables.PublishedPostTerms} c where c.term_id = {id} and c.post_id = p.id) and ", KeyOf(sort), "p.id", Filter: null);

        public static Walk OfLink(PostSort sort, string id) =>
            new("", $"exists (select from {ContentTables.PublishedPostLinks} c where c.link_id = {id} and c.post_id = p.id) and ", KeyOf(sort), "p.id", Filter: null);

        private static string KeyOf(PostSort sort) => sort.Field switch
        {
            PostSortField.PublishedAt => "p.published_at",
            PostSortField.ModifiedAt => "p.modified_at",
            PostSortField.Title => "p.title_key",
            _ => throw new NotSupportedException(sort.Field.ToString()),
        };
    }

    /// <summary>Cursors that are signed when they are looked at: most answers show two of them.</summary>
    private sealed class PageCursors(int count, Func<int, string> write) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => write(index);

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(write).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
