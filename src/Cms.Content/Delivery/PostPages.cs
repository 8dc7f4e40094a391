using System.Collections;
using System.Globalization;
using System.Text.Json;
using Cms.Content.Paging;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Pages of posts by keyset: a cursor holds the sort key and the id of a post, so its place survives what comes and goes around it, and the deepest page costs what the first costs.</summary>
internal sealed class PostPages(NpgsqlDataSource dataSource, DeliveredPostReader posts, Cursors cursors)
{
    /// <summary>One page of all posts that pass the query's filter.</summary>
    public async Task<PostPage> ListAsync(PostQuery query, CancellationToken ct)
    {
        var signer = await cursors.SignerAsync(ct);
        await using var command = dataSource.CreateCommand();
        var where = PostSql.Where(query.Filter, command.Parameters);
        var list = new CursorScope(signer, ScopeOf(query.Sort, where, command.Parameters));
        var carriers = query.Sort.Field == PostSortField.PublishedAt ? PostSql.CarriersOf(query.Filter, command.Parameters) : null;
        command.CommandText = Select(query, where, list, carriers, command.Parameters);
        var rows = await posts.ReadAsync(command, (reader, column) => KeyOf(query.Sort, reader, column), ct);
        return PageOf(query, rows, list);
    }

    /// <summary>A page for each parent, in one statement. <paramref name="belongs"/> is the condition that joins a post <c>p</c> to its parent <c>parent.key</c>.</summary>
    /// <param name="carriers">The same as rows, which lead from the parent to its posts.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>, also for a cursor with several parents: it is of one list.</exception>
    public async Task<IReadOnlyDictionary<TKey, PostPage>> ListByParentAsync<TKey>(
        PostQuery query, TKey[] keys, Func<NpgsqlParameterCollection, string> belongs, PostCarriers carriers, CancellationToken ct)
        where TKey : notnull
    {
        if (keys.Length == 0)
        {
            return new Dictionary<TKey, PostPage>();
        }

        var signer = await cursors.SignerAsync(ct);
        await using var command = dataSource.CreateCommand();
        var where = $"({belongs(command.Parameters)}) and {PostSql.Where(query.Filter, command.Parameters)}";
        var scope = ScopeOf(query.Sort, where, command.Parameters);
        CursorScope ListOf(TKey key) => new(signer, $"{scope} of {key}");

        // With several parents no single list is meant, and no cursor fits.
        var list = keys.Length == 1 ? ListOf(keys[0]) : new CursorScope(signer, scope);
        var pageSql = Select(query, where, list, carriers, command.Parameters);
        command.CommandText = $"select page.*, parent.key from unnest({PostSql.Parameter(command.Parameters, keys)}) parent(key) cross join lateral ({pageSql}) page";
        var rows = await posts.ReadAsync(command, (reader, column) => (Parent: reader.GetFieldValue<TKey>(column + 1), Key: KeyOf(query.Sort, reader, column)), ct);
        var pages = rows.GroupBy(row => row.Extra.Parent).ToDictionary(group => group.Key, group => PageOf(query, group.Select(row => (row.Post, row.Extra.Key)), ListOf(group.Key)));
        foreach (var key in keys)
        {
            pages.TryAdd(key, new PostPage([], [], HasNext: false, HasPrevious: query.After is not null));
        }

        return pages;
    }

    private static string Select(PostQuery query, string where, CursorScope list, PostCarriers? carriers, NpgsqlParameterCollection parameters)
    {
        if (query.Limit is < 1 or > PostQuery.MaximumLimit)
        {
            throw new ContentException(new ContentError.InvalidParameter("limit", $"A page holds 1 to {PostQuery.MaximumLimit} posts."));
        }

        var column = query.Sort.Field switch
        {
            PostSortField.PublishedAt => "p.published_at",
            PostSortField.ModifiedAt => "p.modified_at",
            PostSortField.Title => "p.title_key",
            _ => throw new NotSupportedException(query.Sort.Field.ToString()),
        };
        carriers = query.Sort.Field == PostSortField.PublishedAt ? carriers : null;
        var place = carriers is null ? $"{column}, p.id" : "c.published_at, c.post_id";
        var after = Beyond(query, query.After, place, query.Sort.Descending ? "<" : ">", list, parameters);
        var before = Beyond(query, query.Before, place, query.Sort.Descending ? ">" : "<", list, parameters);
        var direction = query.Sort.Descending == query.FromEnd ? "asc" : "desc";

        // One more than the page tells whether there is another. A number that is written out is one that the plan can count on.
        var page = $"order by {{0}} {direction}, {{1}} {direction} limit {query.Limit + 1}";
        return $"""
                select {DeliveredPostReader.Columns(query.Parts)}, {column} as sort_key from {DeliveredPostReader.From(query.Parts)}
                where {(carriers is null ? $"{where}{after}{before}" : $"p.id in ({Chosen(carriers, $"{where}{after}{before}", page)})")}
                {string.Format(CultureInfo.InvariantCulture, page, column, "p.id")}
                """;
    }

    // The newest of each key in its own index: a plan cannot know whether few posts carry a key or nearly all, and this costs the same for both.
    private static string Chosen(PostCarriers carriers, string conditions, string page) =>
        $"""
         select k.id from unnest(array({carriers.Keys})) carried(key) cross join lateral (
           select distinct c.published_at, c.post_id as id from {carriers.Table} c join {ContentTables.PublishedPosts} p on p.id = c.post_id
           where c.{carriers.Column} = carried.key and {conditions} {string.Format(CultureInfo.InvariantCulture, page, "c.published_at", "c.post_id")}) k
         """;

    private static string Beyond(PostQuery query, string? cursor, string at, string comparison, CursorScope list, NpgsqlParameterCollection parameters)
    {
        if (cursor is null)
        {
            return "";
        }

        var place = list.Read(cursor);
        object key = query.Sort.Field == PostSortField.Title
            ? Convert.FromBase64String(place[0])
            : new DateTime(long.Parse(place[0], CultureInfo.InvariantCulture), DateTimeKind.Utc);
        return $" and ({at}) {comparison} ({PostSql.Parameter(parameters, key)}, {PostSql.Parameter(parameters, Guid.Parse(place[1]))})";
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

    // The statement and its values so far are the list: another filter is another list.
    private static string ScopeOf(PostSort sort, string where, NpgsqlParameterCollection parameters) =>
        $"posts by {sort.Field} {sort.Descending} where {where} {JsonSerializer.Serialize(parameters.Select(parameter => parameter.Value))}";

    /// <summary>Cursors that are signed when they are looked at: most answers show two of them.</summary>
    private sealed class PageCursors(int count, Func<int, string> write) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => write(index);

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(write).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Rows that say which posts carry a key, with an index that has each key's posts by date.</summary>
/// <param name="Keys">A statement that selects the keys of which a post has to carry one.</param>
internal sealed record PostCarriers(string Table, string Column, string Keys);
