using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Rebuilding;

/// <summary>
/// Writes the rows of terms again. A term that posts brought in keeps its id, its slug and the spelling seen first: a purged post may have been the
/// first, and the log knows nothing of it any more. All that writers made of terms is the log's.
/// </summary>
internal static class TermRebuild
{
    public static async Task WriteAsync(NpgsqlTransaction transaction, TermsOfLog log, CancellationToken ct)
    {
        var terms = log.Terms;
        await ExecuteAsync($"delete from {ContentTables.Terms} where id = any($1)", log.Gone.Concat(terms.Select(term => term.Id)).ToArray());
        await ExecuteAsync(
            $"delete from {ContentTables.Terms} t using unnest($1, $2, $3) n(taxonomy, key, slug) where t.taxonomy = n.taxonomy and (t.key = n.key or t.slug = n.slug)",
            terms.Select(term => CarriedTerms.Name(term.Taxonomy)).ToArray(),
            terms.Select(term => term.Key).ToArray(),
            terms.Select(term => term.Profile.Slug).ToArray());
        await ExecuteAsync(
            $"update {ContentTables.Terms} set is_renamed = false, description = null, bio = null, email = null, revision = 1, stream_id = null, merged_streams = '{{}}'");
        foreach (var term in terms)
        {
            var profile = term.Profile;
            await ExecuteAsync(
                $"""
                 insert into {ContentTables.Terms} (id, taxonomy, key, slug, name, is_renamed, description, url, bio, email, revision, stream_id, merged_streams)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::uuid, $13)
                 """,
                term.Id, CarriedTerms.Name(term.Taxonomy), term.Key, profile.Slug, profile.Name, term.IsRenamed, profile.Description, profile.Url, profile.Bio, profile.Email,
                term.Revision, term.Stream?.ToString(), term.MergedStreams.ToArray());
        }

        await ExecuteAsync($"select setval(pg_get_serial_sequence('{ContentTables.Terms}', 'id'), max(id)) from {ContentTables.Terms} having max(id) > (select last_value from {ContentTables.Terms}_id_seq)");
        await ExecuteAsync($"delete from {ContentTables.TermKeys}");
        await ExecuteAsync($"insert into {ContentTables.TermKeys} (taxonomy, key, term_id) select taxonomy, key, id from {ContentTables.Terms}");
        await ExecuteAsync($"delete from {ContentTables.TermSlugs}");
        await ExecuteAsync($"insert into {ContentTables.TermSlugs} (taxonomy, slug, term_id) select taxonomy, slug, id from {ContentTables.Terms}");
        foreach (var term in terms)
        {
            await ExecuteAsync(
                $"""
                 insert into {ContentTables.TermKeys} (taxonomy, key, term_id, removed_by) select $1, n.key, $2, nullif(n.removed_by, 0) from unnest($3, $4) n(key, removed_by)
                 on conflict (taxonomy, key) do update set term_id = excluded.term_id, removed_by = excluded.removed_by
                 """,
                CarriedTerms.Name(term.Taxonomy), term.Id, term.Keys.Keys.ToArray(), term.Keys.Values.Select(number => number ?? 0).ToArray());
            await ExecuteAsync(
                $"insert into {ContentTables.TermSlugs} (taxonomy, slug, term_id) select $1, n.slug, $2 from unnest($3) n(slug) on conflict (taxonomy, slug) do update set term_id = excluded.term_id",
                CarriedTerms.Name(term.Taxonomy), term.Id, term.Slugs.ToArray());
        }

        async Task ExecuteAsync(string sql, params object?[] values)
        {
            await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = 0 };
            foreach (var value in values)
            {
                command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
