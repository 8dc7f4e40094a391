using Cms.Content.Search;
using Cms.Content.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Taxonomies;

/// <summary>The rows of terms, as the one who changes them reads and writes them. The caller holds the lock on addresses.</summary>
internal sealed class TermRows(NpgsqlTransaction transaction)
{
    // A tag of fifty thousand posts is moved in seconds; a slow disk may take longer than a command usually has.
    private const int Seconds = 300;

    /// <summary>The term of that address, if it is there: one that was removed is not, before a published post brings it back.</summary>
    public async Task<TermRow?> FindAsync(TermAddress address, CancellationToken ct)
    {
        await using var command = Command(
            $"""
             select t.id, t.key, t.slug, t.name, t.description, t.url, t.bio, t.email, t.revision, t.stream_id,
               (select count(*) from {ContentTables.PublishedPostTerms} c where c.term_id = t.id),
               (select k.removed_by is not null from {ContentTables.TermKeys} k where k.taxonomy = t.taxonomy and k.key = t.key)
             from {ContentTables.Terms} t where t.taxonomy = $1 and {(address.Slug is null ? "t.id" : "t.slug")} = $2
             """,
            address.Kind,
            address.Slug is null ? address.Id!.Value : address.Slug);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct) || (reader.GetInt64(10) == 0 && reader.GetBoolean(11)))
        {
            return null;
        }

        return new(
            address.Taxonomy,
            reader.GetInt32(0),
            reader.GetString(1),
            new(reader.GetString(3), reader.GetString(2), Text(4), Text(5), Text(6), Text(7)),
            reader.GetInt32(8),
            reader.IsDBNull(9) ? null : reader.GetGuid(9),
            reader.GetInt64(10));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>The slug that a former slug leads to; null for one that never was.</summary>
    public async Task<string?> SlugOfTodayAsync(TermAddress address, CancellationToken ct)
    {
        await using var command = Command(
            $"""
             select t.slug from {ContentTables.TermSlugs} s join {ContentTables.Terms} t on t.id = s.term_id where s.taxonomy = $1 and s.slug = $2 and s.slug <> t.slug
             """,
            address.Kind,
            address.Slug ?? "");
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>The id of the term that the key means; null for none.</summary>
    public async Task<int?> OwnerOfAsync(Taxonomy taxonomy, string key, CancellationToken ct)
    {
        await using var command = Command($"select term_id from {ContentTables.TermKeys} where taxonomy = $1 and key = $2", CarriedTerms.Name(taxonomy), key);
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    /// <summary>Has the term say this, under the key of its name. What it was called before means it still.</summary>
    public async Task ReviseAsync(TermRow before, string key, TermProfile profile, Guid streamId, CancellationToken ct)
    {
        var taxonomy = CarriedTerms.Name(before.Taxonomy);
        await ExecuteAsync(
            $"""
             update {ContentTables.Terms} set key = $2, slug = $3, name = $4, is_renamed = is_renamed or name <> $4, description = $5, url = $6, bio = $7, email = $8,
               revision = revision + 1, stream_id = $9
             where id = $1
             """,
            ct,
            before.Id, key, profile.Slug, profile.Name, profile.Description, profile.Url, profile.Bio, profile.Email, streamId);
        await (profile.Name == before.Profile.Name ? Task.CompletedTask : ExecuteAsync(SearchQueue.EnqueueCarriers, ct, before.Id));
        await ExecuteAsync($"insert into {ContentTables.TermKeys} (taxonomy, key, term_id) values ($1, $2, $3) on conflict do nothing", ct, taxonomy, key, before.Id);
        await ExecuteAsync($"insert into {ContentTables.TermSlugs} (taxonomy, slug, term_id) values ($1, $2, $3) on conflict do nothing", ct, taxonomy, profile.Slug, before.Id);
    }

    /// <summary>Has posts, keys and slugs of one term be those of another one. A post that carries both keeps the earlier place.</summary>
    /// <param name="stream">Of the first one's events, where that has any since it was read.</param>
    public async Task MoveAsync(int from, int into, Guid? stream, CancellationToken ct)
    {
        await ExecuteAsync(SearchQueue.EnqueueCarriers, ct, from);
        await ExecuteAsync(
            $"""
             update {ContentTables.PublishedPostTerms} kept set position = s.position from {ContentTables.PublishedPostTerms} s
             where kept.term_id = $2 and s.term_id = $1 and s.post_id = kept.post_id and s.position < kept.position
             """,
            ct, from, into);
        await ExecuteAsync(
            $"delete from {ContentTables.PublishedPostTerms} s using {ContentTables.PublishedPostTerms} kept where s.term_id = $1 and kept.term_id = $2 and kept.post_id = s.post_id", ct, from, into);
        await ExecuteAsync($"update {ContentTables.PublishedPostTerms} set term_id = $2 where term_id = $1", ct, from, into);
        await ExecuteAsync($"update {ContentTables.TermKeys} set term_id = $2 where term_id = $1", ct, from, into);
        await ExecuteAsync($"update {ContentTables.TermSlugs} set term_id = $2 where term_id = $1", ct, from, into);
        await ExecuteAsync(
            $"""
             with gone as (delete from {ContentTables.Terms} where id = $1 returning array_remove(merged_streams || coalesce($3::uuid, stream_id), null) as streams)
             update {ContentTables.Terms} t set merged_streams = t.merged_streams || gone.streams from gone where t.id = $2
             """,
            ct, from, into, stream?.ToString());
    }

    /// <summary>Takes the term off all published posts, and off what was written before that event under any of its names.</summary>
    public async Task RemoveAsync(TermRow term, Guid streamId, CancellationToken ct)
    {
        await ExecuteAsync(SearchQueue.EnqueueCarriers, ct, term.Id);
        await ExecuteAsync($"delete from {ContentTables.PublishedPostTerms} where term_id = $1", ct, term.Id);
        await ExecuteAsync($"update {ContentTables.Terms} set revision = revision + 1, stream_id = $2 where id = $1", ct, term.Id, streamId);
        await ExecuteAsync(
            $"update {ContentTables.TermKeys} set removed_by = (select seq_id from {ContentTables.Events} where stream_id = $2 and version = $3) where term_id = $1",
            ct,
            term.Id, streamId, (long)term.Revision);
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = Seconds };
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
        }

        return command;
    }
}

/// <param name="StreamId">Null for a term that nobody has changed yet; its first revision has no event.</param>
/// <param name="Count">How many published posts carry it.</param>
internal sealed record TermRow(Taxonomy Taxonomy, int Id, string Key, TermProfile Profile, int Revision, Guid? StreamId, long Count)
{
    public ManagedTerm ToManaged() => new(
        new Term(Taxonomy, Id, Key, Profile.Slug, Profile.Name, Profile.Description, Profile.Url, Profile.Bio, Revision, Count), Profile.Email);
}
