using System.Globalization;
using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Drafts;

/// <summary>Posts as their writers see them, for callers who may preview.</summary>
public sealed class WorkingCopies
{
    private readonly NpgsqlDataSource dataSource;
    private readonly PublishedCopies copies;
    private readonly Cursors cursors;

    internal WorkingCopies(NpgsqlDataSource dataSource, PublishedCopies copies, Cursors cursors)
    {
        this.dataSource = dataSource;
        this.copies = copies;
        this.cursors = cursors;
    }

    /// <summary>The post of that id, or of that slug; null for none.</summary>
    public Task<WorkingCopy?> FindAsync(string slugOrId, string? language, CancellationToken ct) =>
        Guid.TryParseExact(slugOrId, "D", out var id) ? FindByIdAsync(id, ct) : FindBySlugAsync(slugOrId, language, ct);

    public Task<WorkingCopy?> FindByIdAsync(Guid id, CancellationToken ct) => FindWhereAsync("id = $1", [new() { Value = id }], ct);

    /// <summary>The last changed post of that slug (in that language), the trash last; null for none.</summary>
    public Task<WorkingCopy?> FindBySlugAsync(string slug, string? language, CancellationToken ct) =>
        FindWhereAsync(
            "slug = $1 and ($2::text is null or language = $2) order by status = 'Trashed', changed_at desc, id limit 1",
            [
                new() { Value = SlugRules.Slug(slug) },
                new() { Value = (object?)language ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            ],
            ct);

    /// <summary>The post whose working copy has that path; null for none.</summary>
    public Task<WorkingCopy?> FindByPathAsync(string path, CancellationToken ct) => FindWhereAsync("path = $1", [new() { Value = path }], ct);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<WorkingCopy>> ListAsync(WorkingCopyQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        var list = new CursorScope(await cursors.SignerAsync(ct), $"working copies {string.Join(' ', query.Statuses.Order())}");
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.Add(new() { Value = query.Statuses.Select(status => status.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        var beyond = "";
        if (query.After is { } after)
        {
            var place = list.Read(after);
            command.Parameters.Add(new() { Value = new DateTime(long.Parse(place[0], CultureInfo.InvariantCulture), DateTimeKind.Utc) });
            command.Parameters.Add(new() { Value = Guid.Parse(place[1]) });
            beyond = " and (changed_at, id) < ($3, $4)";
        }

        command.CommandText = $"select data from {ContentTables.Posts} where status = any($1){beyond} order by changed_at desc, id desc limit $2";
        var posts = await ReadAsync(command, ct);
        var hasNext = posts.Count > query.Limit;
        posts = hasNext ? posts[..query.Limit] : posts;
        return new(await ShowAsync(connection, posts, ct), posts.ConvertAll(post => list.Write(PlaceOf(post), post.Id.ToString())), hasNext);
    }

    public async Task<long> CountAsync(IReadOnlyList<PostStatus> statuses, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        await using var command = dataSource.CreateCommand($"select count(*) from {ContentTables.Posts} where status = any($1)");
        command.Parameters.Add(new() { Value = statuses.Select(status => status.ToString()).ToArray() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The post as it is in the middle of its edits, read by their own connection.</summary>
    public async Task<WorkingCopy> ShowAsync(PostEdits edits, Post post, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edits);
        return (await ShowAsync(edits.Connection, [post], ct))[0];
    }

    /// <summary>The post as it was.</summary>
    public async Task<WorkingCopy> ShowAsync(Post post, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await ShowAsTheyAreAsync(connection, [post], ct))[0];
    }

    private async Task<WorkingCopy?> FindWhereAsync(string condition, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"select data from {ContentTables.Posts} where {condition}", connection);
        command.Parameters.AddRange(parameters);
        return await ReadAsync(command, ct) is [var post] ? (await ShowAsync(connection, [post], ct))[0] : null;
    }

    // PostgreSQL keeps microseconds.
    private static string PlaceOf(Post post) => (post.ChangedAt.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static async Task<List<Post>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<Post> posts = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            posts.Add(JsonSerializer.Deserialize<Post>(reader.GetString(0), DocumentJson.Options)!);
        }

        return posts;
    }

    private async Task<List<WorkingCopy>> ShowAsync(NpgsqlConnection connection, List<Post> posts, CancellationToken ct) =>
        await ShowAsTheyAreAsync(connection, await ChangedTerms.AppliedAsync(connection, posts, ct), ct);

    private async Task<List<WorkingCopy>> ShowAsTheyAreAsync(NpgsqlConnection connection, List<Post> posts, CancellationToken ct)
    {
        if (posts.Count == 0)
        {
            return [];
        }

        var sources = await SourcesAsync(connection, posts, ct);
        var shown = posts.ConvertAll(post =>
        {
            var source = sources.GetValueOrDefault(post.SourceId ?? Guid.Empty, SourceRendering.None);
            return (Post: post, Source: source, Copy: copies.Of(post, source));
        });
        var terms = await TermsAsync(connection, posts, ct);
        var translations = await TranslationsAsync(connection, shown.ConvertAll(one => one.Copy.Post), ct);
        return shown.ConvertAll(one => new WorkingCopy(one.Post, new DeliveredPost(
            one.Copy.Post,
            new PostTermReferences(taxonomy => TermsOf(one.Post, taxonomy, terms)),
            [.. translations[one.Post.Id]],
            one.Copy.Body,
            one.Source), CarriedLinks.Of(one.Copy)));
    }

    private static async Task<Dictionary<Guid, SourceRendering>> SourcesAsync(NpgsqlConnection connection, List<Post> posts, CancellationToken ct)
    {
        Dictionary<Guid, SourceRendering> sources = [];
        var ids = posts.Select(post => post.SourceId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0)
        {
            return sources;
        }

        await using var command = new NpgsqlCommand($"select data from {ContentTables.Sources} where id = any($1)", connection);
        command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var source = JsonSerializer.Deserialize<Source>(reader.GetString(0), DocumentJson.Options)!;
            sources[source.Id] = SourceRendering.For(source);
        }

        return sources;
    }

    // A term that no published post has brought in yet is shown as it would be made.
    private static async Task<Dictionary<(string, string), TermReference>> TermsAsync(NpgsqlConnection connection, List<Post> posts, CancellationToken ct)
    {
        var carried = posts.SelectMany(post => CarriedTerms.Of(post.Content)).DistinctBy(term => (term.Taxonomy, term.Key)).ToList();
        var terms = carried.ToDictionary(
            term => (CarriedTerms.Name(term.Taxonomy), term.Key),
            term => new TermReference(Id: null, term.Key, NewTerms.SlugOf(term.Name), term.Name, term.Url));
        if (carried.Count == 0)
        {
            return terms;
        }

        await using var command = new NpgsqlCommand(
            $"""
             select k.taxonomy, k.key, t.id, t.key, t.slug, t.name, t.url
             from {ContentTables.TermKeys} k join unnest($1, $2) w(taxonomy, key) on k.taxonomy = w.taxonomy and k.key = w.key join {ContentTables.Terms} t on t.id = k.term_id
             """,
            connection);
        command.Parameters.Add(new() { Value = carried.Select(term => CarriedTerms.Name(term.Taxonomy)).ToArray() });
        command.Parameters.Add(new() { Value = carried.Select(term => term.Key).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            terms[(reader.GetString(0), reader.GetString(1))] =
                new TermReference(reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6));
        }

        return terms;
    }

    private static List<TermReference> TermsOf(Post post, Taxonomy taxonomy, Dictionary<(string, string), TermReference> terms) =>
        [.. CarriedTerms.Of(post.Content).Where(term => term.Taxonomy == taxonomy).Select(term => terms[(CarriedTerms.Name(taxonomy), term.Key)])];

    private static async Task<ILookup<Guid, Translation>> TranslationsAsync(NpgsqlConnection connection, List<PublishedPost> posts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select distinct on (w.id, x.language) w.id, x.id, x.language, x.slug, x.path
             from unnest($1, $2, $3) w(id, translation_key, language)
             join {ContentTables.PublishedPosts} x on x.translation_key = w.translation_key and x.id <> w.id and x.language <> w.language
             order by w.id, x.language, x.published_at desc, x.id desc
             """,
            connection);
        command.Parameters.Add(new() { Value = posts.Select(post => post.Id).ToArray() });
        command.Parameters.Add(new() { Value = posts.Select(post => post.TranslationKey).ToArray() });
        command.Parameters.Add(new() { Value = posts.Select(post => post.Language).ToArray() });
        List<(Guid Post, Translation Other)> found = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add((reader.GetGuid(0), new Translation(reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4))));
        }

        return found.ToLookup(row => row.Post, row => row.Other);
    }
}
