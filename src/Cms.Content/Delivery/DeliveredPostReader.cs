using System.Globalization;
using System.Text.Json;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Says which columns make a delivered post, and reads them. One row holds all that an answer names.</summary>
internal sealed class DeliveredPostReader(SourceCatalog sources, NamedPosts named)
{
    private const string Terms =
        $"""
         (select json_agg(json_build_array(c.taxonomy, c.term_id::text, t.key, t.slug, t.name, t.url) order by c.position)
          from {ContentTables.PublishedPostTerms} c join {ContentTables.Terms} t on t.id = c.term_id
          where c.post_id = p.id)
         """;

    /// <summary>The translations of the published copy <c>p</c>, one for each language, for <see cref="Translation.ReadAll"/>; null where there are none.</summary>
    public const string Translations =
        $"""
         (select json_agg(json_build_array(o.id, o.language, o.slug, o.path) order by o.language)
          from (select distinct on (x.language) x.id, x.language, x.slug, x.path from {ContentTables.PublishedPosts} x
                where x.translation_key = p.translation_key and x.id <> p.id and x.language <> p.language
                order by x.language, x.published_at desc, x.id desc) o)
         """;

    private const int BodyColumn = 6;

    /// <summary>The first columns of a statement over the published copy <c>p</c>.</summary>
    public static string Columns(bool withBody) =>
        $"p.id, p.data, {Terms} as terms, {Translations} as translations, p.source_id, (select s.revision from {ContentTables.Sources} s where s.id = p.source_id) as source_revision"
        + (withBody ? ", b.data as body" : ", null as body");

    /// <summary>The tables of such a statement.</summary>
    public static string From(bool withBody) =>
        $"{ContentTables.PublishedPosts} p" + (withBody ? $" join {ContentTables.PublishedBodies} b on b.id = p.id" : "");

    /// <summary>Runs the command and reads its posts; <paramref name="extra"/> reads what the statement has behind them.</summary>
    public Task<List<(DeliveredPost Post, T Extra)>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, int, T> extra, CancellationToken ct) =>
        ReadAsync(command.ExecuteReaderAsync, extra, ct);

    /// <summary>The same for what is more than a command.</summary>
    public async Task<List<(DeliveredPost Post, T Extra)>> ReadAsync<T>(
        Func<CancellationToken, Task<NpgsqlDataReader>> execute, Func<NpgsqlDataReader, int, T> extra, CancellationToken ct)
    {
        List<(Row Row, T Extra)> rows = [];
        await using (var reader = await execute(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                rows.Add((ReadRow(reader), extra(reader, BodyColumn + 1)));
            }
        }

        var missing = rows.Select(row => row.Row).Where(row => row.SourceId is { } id && !sources.TryGet(id, row.SourceRevision, out _)).Select(row => row.SourceId!.Value).ToHashSet();
        if (missing.Count > 0)
        {
            await sources.LoadAsync(missing, ct);
        }

        var delivered = rows.ConvertAll(row => (Post: Deliver(row.Row), row.Extra));
        var names = await named.FindAsync(delivered.Select(row => row.Post), ct);
        return names.Count == 0
            ? delivered
            : delivered.ConvertAll(row => (names.TryGetValue(row.Post.Post.Id, out var found) ? row.Post with { Names = found } : row.Post, row.Extra));
    }

    private static Row ReadRow(NpgsqlDataReader reader) => new(
        JsonSerializer.Deserialize<PublishedPost>(reader.GetString(1), DocumentJson.Options)!,
        reader.IsDBNull(2) ? [] : JsonSerializer.Deserialize<string?[][]>(reader.GetString(2), DocumentJson.Options)!,
        reader.IsDBNull(3) ? [] : Translation.ReadAll(reader.GetString(3)),
        reader.IsDBNull(4) ? null : reader.GetGuid(4),
        reader.IsDBNull(5) ? 0 : reader.GetInt32(5),
        reader.IsDBNull(BodyColumn) ? null : JsonSerializer.Deserialize<PublishedBody>(reader.GetString(BodyColumn), DocumentJson.Options));

    private DeliveredPost Deliver(Row row)
    {
        var rendering = row.SourceId is { } id && sources.TryGet(id, row.SourceRevision, out var known) ? known : SourceRendering.None;
        return new DeliveredPost(
            row.Post,
            TermsOf(row, Taxonomy.Tag),
            TermsOf(row, Taxonomy.Category),
            TermsOf(row, Taxonomy.Author),
            TermsOf(row, Taxonomy.Keyword),
            row.Translations,
            row.Body,
            rendering);
    }

    private static List<TermReference> TermsOf(Row row, Taxonomy taxonomy)
    {
        var name = CarriedTerms.Name(taxonomy);
        List<TermReference> terms = [];
        foreach (var term in row.Terms)
        {
            if (term[0] == name)
            {
                terms.Add(new TermReference(int.Parse(term[1]!, CultureInfo.InvariantCulture), term[2]!, term[3]!, term[4]!, term[5]));
            }
        }

        return terms;
    }

    private sealed record Row(PublishedPost Post, string?[][] Terms, IReadOnlyList<Translation> Translations, Guid? SourceId, int SourceRevision, PublishedBody? Body);
}
