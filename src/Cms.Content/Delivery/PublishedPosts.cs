using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Published posts, for readers. The one place that decides what they may see: it reads published copies alone.</summary>
public sealed class PublishedPosts
{
    /// <summary>More related posts than these are not looked for.</summary>
    public const int MostRelated = 20;

    /// <summary>More posts that link to one are not told.</summary>
    public const int MostBacklinks = 100;

    private readonly NpgsqlDataSource dataSource;
    private readonly DeliveredPostReader posts;
    private readonly PostPages pages;
    private readonly RelatedPosts related;
    private readonly ExpensiveQueries queries;

    internal PublishedPosts(NpgsqlDataSource dataSource, DeliveredPostReader posts, PostPages pages, RelatedPosts related, ExpensiveQueries queries)
    {
        this.dataSource = dataSource;
        this.posts = posts;
        this.pages = pages;
        this.related = related;
        this.queries = queries;
    }

    /// <summary>A page of posts.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/> for a cursor that is broken or of another sort,
    /// <see cref="ContentError.QueryTooExpensive"/> for a filter that takes too long, <see cref="ContentError.TooManyQueries"/> where too many wait already.</exception>
    public Task<PostPage> ListAsync(PostQuery query, CancellationToken ct) =>
        query.Filter is null ? pages.ListAsync(query, ct) : AskAsync(query, token => pages.ListAsync(query, token), ct);

    /// <summary>How many posts pass the filter. To count is expensive: each of them is met.</summary>
    /// <param name="hasPlace">As <see cref="PostQuery.HasPlace"/>.</param>
    /// <exception cref="ContentException"><see cref="ContentError.QueryTooExpensive"/>, <see cref="ContentError.TooManyQueries"/>.</exception>
    public Task<long> CountAsync(PostFilter? filter, CancellationToken ct, bool hasPlace = false) => filter is null || hasPlace
        ? queries.InTimeAsync(token => pages.CountAsync(filter, token), ct)
        : queries.InPlaceAsync(token => pages.CountAsync(filter, token), ct);

    /// <summary>The newest post of that slug (in that language), or of that id. Another spelling of a slug is <see cref="PostLookup.Moved"/>.</summary>
    public async Task<PostLookup> FindAsync(string slugOrId, string? language, PostParts parts, CancellationToken ct)
    {
        if (Guid.TryParseExact(slugOrId, "D", out var id))
        {
            return (await LoadAsync([id], parts, ct)) is [var one] ? new PostLookup.Found(one, []) : new PostLookup.NotFound();
        }

        var slug = SlugRules.Slug(slugOrId);
        var found = await FindBySlugAsync(slugOrId, language, parts, ct);
        if (found is null && slug != slugOrId && await FindBySlugAsync(slug, language, PostParts.None, ct) is { } canonical)
        {
            return new PostLookup.Moved(canonical.Post.Post.Slug, canonical.Post.Post.Path);
        }

        return (PostLookup?)found ?? (PostLookup?)await FindByFormerSlugAsync(slug, language, ct) ?? new PostLookup.NotFound();
    }

    /// <summary>The post at a permalink path; an old path is <see cref="PostLookup.Moved"/>.</summary>
    public async Task<PostLookup> FindByPathAsync(string path, PostParts parts, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select {DeliveredPostReader.Columns(parts)} from {DeliveredPostReader.From(parts)}
             where p.path = $1 or p.id = (select r.post_id from {ContentTables.Redirects} r where r.path = $1 order by r.until desc nulls last, r.post_id limit 1)
             order by p.path = $1 desc limit 1
             """);
        command.Parameters.Add(new() { Value = path });
        return await posts.ReadAsync(command, NoExtra, ct) switch
        {
            [var (post, _)] when post.Post.Path == path => new PostLookup.Found(post, []),
            [var (post, _)] => new PostLookup.Moved(post.Post.Slug, post.Post.Path),
            _ => new PostLookup.NotFound(),
        };
    }

    /// <summary>The posts of those ids that are published, in no order; one statement for all.</summary>
    public async Task<IReadOnlyList<DeliveredPost>> LoadAsync(IReadOnlyCollection<Guid> ids, PostParts parts, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select {DeliveredPostReader.Columns(parts)} from {DeliveredPostReader.From(parts)} where p.id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        return (await posts.ReadAsync(command, NoExtra, ct)).ConvertAll(row => row.Post);
    }

    /// <summary>For each term id, a page of the posts that carry it; one statement for all. Cursors of the query count for a single id only.</summary>
    public Task<IReadOnlyDictionary<int, PostPage>> ListByTermAsync(IReadOnlyCollection<int> ids, PostQuery query, CancellationToken ct) =>
        AskAsync(query, token => pages.ListByTermAsync(query, [.. ids.Distinct()], token), ct);

    /// <summary>For each link id, a page of the posts that carry it; one statement for all.</summary>
    public Task<IReadOnlyDictionary<Guid, PostPage>> ListByLinkAsync(IReadOnlyCollection<Guid> linkIds, PostQuery query, CancellationToken ct) =>
        AskAsync(query, token => pages.ListByLinkAsync(query, [.. linkIds.Distinct()], token), ct);

    /// <summary>For each post, those that have most in common with it, in its language, the best first; one statement for all.</summary>
    /// <param name="count">How many for each, at most <see cref="MostRelated"/>.</param>
    /// <exception cref="ContentException"><see cref="ContentError.QueryTooExpensive"/>.</exception>
    public Task<ILookup<Guid, RelatedPost>> RelatedAsync(IReadOnlyCollection<Guid> ids, int count, PostParts parts, CancellationToken ct) =>
        queries.InTimeAsync(token => related.FindAsync(ids, count, parts, token), ct);

    /// <summary>For each post, the ids of the ones before and after it in time; one statement for all.</summary>
    /// <param name="language">Only posts in it, whatever the post's own; null for all.</param>
    public async Task<IReadOnlyDictionary<Guid, Neighbours>> NeighboursAsync(IReadOnlyCollection<Guid> ids, string? language, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand();
        var given = PostSql.Parameter(command.Parameters, ids.ToArray());
        var narrowed = language is null ? "" : $" and x.language = {PostSql.Parameter(command.Parameters, language)}";
        command.CommandText =
            $"""
             select p.id,
               (select x.id from {ContentTables.PublishedPosts} x where (x.published_at, x.id) < (p.published_at, p.id){narrowed} order by x.published_at desc, x.id desc limit 1),
               (select x.id from {ContentTables.PublishedPosts} x where (x.published_at, x.id) > (p.published_at, p.id){narrowed} order by x.published_at, x.id limit 1)
             from {ContentTables.PublishedPosts} p where p.id = any({given})
             """;
        Dictionary<Guid, Neighbours> neighbours = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            neighbours[reader.GetGuid(0)] = new Neighbours(
                reader.IsDBNull(1) ? null : reader.GetGuid(1),
                reader.IsDBNull(2) ? null : reader.GetGuid(2));
        }

        return neighbours;
    }

    /// <summary>For each post, the ids of published posts that link to its path, newest first, at most <see cref="MostBacklinks"/> each; two statements for all.</summary>
    public async Task<ILookup<Guid, Guid>> BacklinksAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select p.id, p.path from {ContentTables.PublishedPosts} p where p.id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        List<(Guid Link, Guid Post)> targets = [];
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                targets.Add((CarriedLinks.IdOf(reader.GetString(1)), reader.GetGuid(0)));
            }
        }

        var postOf = targets.ToDictionary(target => target.Link, target => target.Post);
        await using var carriers = dataSource.CreateCommand(
            $"""
             select link.id, carrier.post_id from unnest($1) link(id) cross join lateral (
               select distinct c.post_id, c.published_at from {ContentTables.PublishedPostLinks} c
               where c.link_id = link.id order by c.published_at desc, c.post_id desc limit {MostBacklinks}) carrier
             """);
        carriers.Parameters.Add(new() { Value = postOf.Keys.ToArray() });
        List<(Guid Post, Guid Carrier)> found = [];
        await using (var reader = await carriers.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                found.Add((postOf[reader.GetGuid(0)], reader.GetGuid(1)));
            }
        }

        return found.Where(link => link.Post != link.Carrier).ToLookup(link => link.Post, link => link.Carrier);
    }

    /// <summary>Posts in each month that has any, newest first.</summary>
    public async Task<IReadOnlyList<ArchiveMonth>> ArchiveAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select p.year, p.month, count(*) from {ContentTables.PublishedPosts} p group by p.year, p.month order by p.year desc, p.month desc");
        List<ArchiveMonth> months = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            months.Add(new ArchiveMonth(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2)));
        }

        return months;
    }

    /// <summary>Posts in each language, the most first; posts without one are not counted.</summary>
    public async Task<IReadOnlyList<LanguageCount>> LanguagesAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select p.language, count(*) from {ContentTables.PublishedPosts} p where p.language is not null group by p.language order by 2 desc, 1");
        List<LanguageCount> languages = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            languages.Add(new LanguageCount(reader.GetString(0), reader.GetInt64(1)));
        }

        return languages;
    }

    private Task<T> AskAsync<T>(PostQuery query, Func<CancellationToken, Task<T>> ask, CancellationToken ct) =>
        !query.HasPlace && PostFilterCost.IsExpensive(query.Filter) ? queries.InPlaceAsync(ask, ct) : queries.InTimeAsync(ask, ct);

    private async Task<PostLookup.Found?> FindBySlugAsync(string slug, string? language, PostParts parts, CancellationToken ct)
    {
        const int MostAlternates = 20;
        await using var command = dataSource.CreateCommand(
            $"""
             select {DeliveredPostReader.Columns(parts)},
               case when exists (select from {ContentTables.PublishedPosts} x where x.slug = p.slug and x.id <> p.id) then
                 (select json_agg(json_build_array(a.id, coalesce(a.language, ''), a.slug, a.path)) from (
                    select x.id, x.language, x.slug, x.path from {ContentTables.PublishedPosts} x
                    where x.slug = p.slug and x.id <> p.id order by x.published_at desc, x.id desc limit {MostAlternates}) a) end
             from {DeliveredPostReader.From(parts)}
             where p.slug = $1 and ($2::text is null or p.language = $2) order by p.published_at desc, p.id desc limit 1
             """);
        command.Parameters.Add(new() { Value = slug });
        command.Parameters.Add(new() { Value = (object?)language ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        var rows = await posts.ReadAsync(command, (reader, column) => reader.IsDBNull(column) ? "[]" : reader.GetString(column), ct);
        return rows is [var (post, alternates)] ? new PostLookup.Found(post, Translation.ReadAll(alternates)) : null;
    }

    private async Task<PostLookup.Moved?> FindByFormerSlugAsync(string slug, string? language, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select p.slug, p.path from {ContentTables.FormerSlugs} f join {ContentTables.PublishedPosts} p on p.id = f.post_id
             where f.slug = $1 and ($2::text is null or p.language = $2) order by f.until desc, p.id limit 1
             """);
        command.Parameters.Add(new() { Value = slug });
        command.Parameters.Add(new() { Value = (object?)language ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new PostLookup.Moved(reader.GetString(0), reader.GetString(1)) : null;
    }

    private static int NoExtra(NpgsqlDataReader reader, int column) => column;
}

/// <summary>The posts next to a post in time; null at either end.</summary>
public sealed record Neighbours(Guid? Previous, Guid? Next);

/// <param name="Month">1 to 12.</param>
/// <param name="Count">Published posts of that month.</param>
public sealed record ArchiveMonth(int Year, int Month, long Count);

/// <param name="Code">As the posts write it.</param>
public sealed record LanguageCount(string Code, long Count);
