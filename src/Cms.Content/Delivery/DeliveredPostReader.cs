using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Cms.Markdown.Templates;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Says which columns make a delivered post, and reads them. One row holds all that an answer names.</summary>
internal sealed class DeliveredPostReader(SourceCatalog sources, KnownTerms terms, NamedPosts named)
{
    /// <summary>The translations of the published copy <c>p</c>, one for each language, for <see cref="Translation.ReadAll"/>; null where there are none.</summary>
    public const string Translations =
        $"""
         (select json_agg(json_build_array(o.id, o.language, o.slug, o.path) order by o.language)
          from (select distinct on (x.language) x.id, x.language, x.slug, x.path from {ContentTables.PublishedPosts} x
                where x.translation_key = p.translation_key and x.id <> p.id and x.language <> p.language
                order by x.language, x.published_at desc, x.id desc) o)
         """;

    private const int FirstExtra = 13;

    /// <summary>The first columns of a statement over the published copy <c>p</c>.</summary>
    public static string Columns(PostParts parts) =>
        $"p.id, d.post, d.terms, (select v.terms_version from {ContentTables.ContentVersion} v), case when d.may_be_translated then {Translations} end as translations"
        + (parts.HasFlag(PostParts.Links) ? ", d.links" : ", null")
        + (parts.HasFlag(PostParts.Body)
            ? $", p.source_id, (select s.revision from {ContentTables.Sources} s where s.id = p.source_id) as source_revision, b.markdown, b.excerpt, b.markup"
            : ", null, null, null, null, null")
        + (parts.HasFlag(PostParts.Original) ? ", b.original_head, b.original_bytes" : ", null, null");

    /// <summary>The tables of such a statement.</summary>
    public static string From(PostParts parts) =>
        $"{ContentTables.PublishedPosts} p join {ContentTables.PreparedPosts} d on d.id = p.id"
        + (parts.HasFlag(PostParts.Body) ? $" join {ContentTables.PublishedBodies} b on b.id = p.id" : "");

    /// <summary>Runs the command and reads its posts; <paramref name="extra"/> reads what the statement has behind them.</summary>
    /// <param name="within">The transaction that the command runs in, if it does in one.</param>
    public Task<List<(DeliveredPost Post, T Extra)>> ReadAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, int, T> extra, CancellationToken ct, NpgsqlTransaction? within = null) =>
        ReadAsync(command.ExecuteReaderAsync, extra, ct, within);

    /// <summary>The same for what is more than a command.</summary>
    public async Task<List<(DeliveredPost Post, T Extra)>> ReadAsync<T>(
        Func<CancellationToken, Task<NpgsqlDataReader>> execute, Func<NpgsqlDataReader, int, T> extra, CancellationToken ct, NpgsqlTransaction? within = null) =>
        (await ReadOptionalAsync(execute, extra, ct, within))!;

    /// <summary>The same for a statement that has rows without a post, too.</summary>
    public async Task<List<(DeliveredPost? Post, T Extra)>> ReadOptionalAsync<T>(
        Func<CancellationToken, Task<NpgsqlDataReader>> execute, Func<NpgsqlDataReader, int, T> extra, CancellationToken ct, NpgsqlTransaction? within = null)
    {
        List<(Row? Row, T Extra)> all = [];
        List<Row> rows;
        IReadOnlyDictionary<int, KnownTerm>? carried;
        do
        {
            all.Clear();
            await using (var reader = await execute(ct))
            {
                while (await reader.ReadAsync(ct))
                {
                    all.Add((reader.IsDBNull(0) ? null : ReadRow(reader), extra(reader, FirstExtra)));
                }
            }

            // Null only where terms have changed between two statements; then the posts may carry others, too.
            rows = [.. all.Select(row => row.Row).OfType<Row>()];
            carried = await TermsOfAsync(within, rows, ct);
        }
        while (carried is null);

        var missing = rows.Where(row => row.SourceId is { } id && !sources.TryGet(id, row.SourceRevision, out _)).Select(row => row.SourceId!.Value).ToHashSet();
        if (missing.Count > 0)
        {
            await sources.LoadAsync(missing, ct);
        }

        var delivered = all.ConvertAll(row => (Post: row.Row is { } known ? Deliver(known, carried) : null, row.Extra));
        var names = await named.FindAsync([.. delivered.SelectMany(row => NamedIn(row.Post))], ct);
        return names.Count == 0
            ? delivered
            : delivered.ConvertAll(row => (row.Post is { } post && names.TryGetValue(post.Id, out var found) ? post with { Names = found } : row.Post, row.Extra));
    }

    // What the body names by its file.
    private static IEnumerable<(Guid Post, Guid Source, PostReference Reference)> NamedIn(DeliveredPost? post)
    {
        if (post is not { Body: { } body, SourceId: { } source })
        {
            return [];
        }

        var language = post.Rendering.Options.TemplateLanguage;
        return PostReference.In(body.Markdown, language).Concat(body.Excerpt is { } excerpt ? PostReference.In(excerpt, language) : []).Distinct()
            .Select(reference => (post.Id, source, reference));
    }

    private async ValueTask<IReadOnlyDictionary<int, KnownTerm>?> TermsOfAsync(NpgsqlTransaction? within, List<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return new Dictionary<int, KnownTerm>();
        }

        var version = rows[0].TermsVersion;
        var ids = rows.Select(row => row.Terms);
        return terms.Find(version, ids)
            ?? (within is not null ? await KnownTerms.LoadAsync(within, version, ids, ct) : await terms.LoadAsync(version, ids, ct));
    }

    private static Row ReadRow(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetFieldValue<byte[]>(1),
        reader.GetFieldValue<int[]>(2),
        reader.GetInt64(3),
        reader.IsDBNull(4) ? [] : Translation.ReadAll(reader.GetString(4)),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.IsDBNull(7) ? 0 : reader.GetInt32(7),
        reader.IsDBNull(8) ? null : ReadBody(reader));

    private static PublishedBody ReadBody(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Markdown = reader.GetString(8),
        Excerpt = reader.IsDBNull(9) ? null : reader.GetString(9),
        Markup = Enum.Parse<Markup>(reader.GetString(10)),
        Original = reader.IsDBNull(11) ? null : new OriginalFile(reader.GetString(11), reader.IsDBNull(12) ? null : reader.GetFieldValue<byte[]>(12)),
    };

    private DeliveredPost Deliver(Row row, IReadOnlyDictionary<int, KnownTerm> carried)
    {
        var rendering = row.SourceId is { } id && sources.TryGet(id, row.SourceRevision, out var known) ? known : SourceRendering.None;
        return new DeliveredPost(row.Id, row.SourceId, new PreparedPost(row.Post), new PostTermReferences(row.Terms, carried), row.Translations, row.Body, rendering)
        {
            PreparedLinks = row.Links,
        };
    }

    private sealed record Row(
        Guid Id, byte[] Post, int[] Terms, long TermsVersion, IReadOnlyList<Translation> Translations, byte[]? Links, Guid? SourceId, int SourceRevision, PublishedBody? Body);
}

/// <summary>What a query reads of each post besides what every answer shows.</summary>
[Flags]
public enum PostParts
{
    None = 0,
    Body = 1,

    /// <summary>The links of the front matter and of the text.</summary>
    Links = 2,

    /// <summary>The file that it came from, beside <see cref="Body"/>.</summary>
    Original = 4,
}
