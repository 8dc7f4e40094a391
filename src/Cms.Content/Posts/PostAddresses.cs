using System.Globalization;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Slugs and paths of posts that are written in the store: which are free, and what they are made of. The caller holds the lock on addresses.</summary>
internal sealed class PostAddresses(NpgsqlTransaction transaction, PostRules rules)
{
    // Numbers are tried this many in one statement.
    private const int NumbersTried = 50;

    // What follows /posts/ and is an address of its own.
    private static readonly string[] Routes = ["by-path"];

    /// <summary>The slug that a writer asks for.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.SlugTaken"/>.</exception>
    public async Task<string> TakeSlugAsync(string wanted, string? language, Guid id, CancellationToken ct)
    {
        var slug = SlugRules.Slug(wanted);
        if (IsRoute(slug))
        {
            return await FreeSlugAsync(slug, language, id, ct);
        }

        return await SlugsTakenAsync([slug], language, id, ct) is [var (_, owner), ..]
            ? throw new ContentException(new ContentError.SlugTaken(slug, language, owner))
            : slug;
    }

    /// <summary>A slug made of a title: the first of <c>title</c>, <c>title-2</c>, <c>title-3</c> … that is free in the language.</summary>
    public Task<string> FreeSlugOfAsync(string title, string? language, Guid id, CancellationToken ct)
    {
        var slug = SlugRules.Slug(title);
        if (slug.Length > rules.Limits.Slug / 4)
        {
            // Four bytes a character at most; cut between two words where there are two.
            var cut = slug[..(rules.Limits.Slug / 4)];
            slug = (cut.LastIndexOf('-') is > 0 and var end ? cut[..end] : cut).TrimEnd('-');
        }

        return FreeSlugAsync(slug.Length == 0 ? "post" : slug, language, id, ct);
    }

    /// <summary>The path that a writer asks for.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.PathTaken"/>.</exception>
    public async Task<string> TakePathAsync(string path, Guid id, CancellationToken ct) =>
        await PathsTakenAsync([path], id, ct) is [var (_, owner), ..] ? throw new ContentException(new ContentError.PathTaken(path, owner)) : path;

    /// <summary>The path by the site's permalink, numbered where another post has it.</summary>
    public Task<string> FreePathOfAsync(PostContent content, DateTimeOffset date, Guid id, CancellationToken ct)
    {
        var values = new PermalinkValues(content.Slug, content.Categories, TimeZoneInfo.ConvertTime(date, rules.Zone).DateTime, content.Slug);
        return FreeAsync(Permalink.Expand(Permalink.TemplateOf(rules.Permalink), values).Path, Permalink.Numbered, paths => PathsTakenAsync(paths, id, ct));
    }

    /// <summary>The path with the new slug where the old one stood in its last part; the same path where it did not.</summary>
    public async Task<string> RenamedPathAsync(string path, string oldSlug, string newSlug, Guid id, CancellationToken ct)
    {
        var end = path.EndsWith('/') ? path.Length - 1 : path.Length;
        end = path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? path.Length - ".html".Length : end;
        var start = path.LastIndexOf('/', Math.Max(end - 1, 0)) + 1;
        if (start >= end || SlugRules.Slug(path[start..end]) != oldSlug)
        {
            return path;
        }

        return await FreeAsync($"{path[..start]}{newSlug}{path[end..]}", Permalink.Numbered, paths => PathsTakenAsync(paths, id, ct));
    }

    private Task<string> FreeSlugAsync(string slug, string? language, Guid id, CancellationToken ct) =>
        FreeAsync(slug, Numbered, async slugs => [.. await SlugsTakenAsync(slugs, language, id, ct), .. slugs.Where(IsRoute).Select(route => (route, id))]);

    private static async Task<string> FreeAsync(string wanted, Func<string, int, string> number, Func<string[], Task<List<(string Address, Guid)>>> findTaken)
    {
        if ((await findTaken([wanted])).Count == 0)
        {
            return wanted;
        }

        for (var first = 2; ; first += NumbersTried)
        {
            var candidates = Enumerable.Range(first, NumbersTried).Select(next => number(wanted, next)).ToArray();
            var taken = (await findTaken(candidates)).Select(one => one.Address).ToHashSet(StringComparer.Ordinal);
            if (candidates.FirstOrDefault(candidate => !taken.Contains(candidate)) is { } free)
            {
                return free;
            }
        }
    }

    private Task<List<(string Address, Guid Owner)>> SlugsTakenAsync(string[] slugs, string? language, Guid id, CancellationToken ct) => TakenAsync(
        $"""
         select slug, id from {ContentTables.Posts} where slug = any($1) and id <> $2 and language is not distinct from $3
         union
         select slug, id from {ContentTables.PublishedPosts} where slug = any($1) and id <> $2 and language is not distinct from $3
         """,
        slugs,
        id,
        ct,
        new NpgsqlParameter { Value = (object?)language ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });

    private Task<List<(string Address, Guid Owner)>> PathsTakenAsync(string[] paths, Guid id, CancellationToken ct) => TakenAsync(
        $"""
         select path, id from {ContentTables.Posts} where path = any($1) and id <> $2
         union
         select path, id from {ContentTables.PublishedPosts} where path = any($1) and id <> $2
         """,
        paths,
        id,
        ct);

    private async Task<List<(string Address, Guid Owner)>> TakenAsync(string sql, string[] addresses, Guid id, CancellationToken ct, params NpgsqlParameter[] more)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = addresses });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.AddRange(more);
        List<(string, Guid)> taken = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            taken.Add((reader.GetString(0), reader.GetGuid(1)));
        }

        return taken;
    }

    // /posts/{id} is answered by id.
    private static bool IsRoute(string slug) => Routes.Contains(slug, StringComparer.Ordinal) || Guid.TryParseExact(slug, "D", out _);

    private static string Numbered(string slug, int number) => string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
}
