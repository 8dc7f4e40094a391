using Cms.Content.Storage;
using Cms.Markdown.Templates;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>Finds the posts that texts name by their files (<c>post_url</c>, <c>link</c>, <c>ref</c>): only published ones, so that no draft's address is told.</summary>
internal sealed class NamedPosts(NpgsqlDataSource dataSource)
{
    /// <summary>What posts name, by the post's id; names of no published post of the source are left out. One statement, or none.</summary>
    /// <param name="within">The transaction whose changes count; null for none.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<NamedPost>>> FindAsync(
        IReadOnlyCollection<(Guid Post, Guid Source, PostReference Reference)> wanted, CancellationToken ct, NpgsqlTransaction? within = null)
    {
        if (wanted.Count == 0)
        {
            return new Dictionary<Guid, IReadOnlyList<NamedPost>>();
        }

        var known = await LoadAsync(wanted.Select(name => (name.Source, name.Reference.Name)).ToHashSet(), within, ct);
        return wanted
            .Select(name => (name.Post, Named: Choose(name.Reference, known[(name.Source, name.Reference.Name)])))
            .Where(name => name.Named is not null)
            .GroupBy(name => name.Post, name => name.Named!)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<NamedPost>)[.. group]);
    }

    private static NamedPost? Choose(PostReference reference, IEnumerable<Candidate> candidates) =>
        candidates.FirstOrDefault(candidate => reference.Means(candidate.File)) is { } found ? new(reference, found.Id, new(found.Path, found.Title)) : null;

    private async Task<ILookup<(Guid Source, string Name), Candidate>> LoadAsync(IReadOnlyCollection<(Guid Source, string Name)> names, NpgsqlTransaction? within, CancellationToken ct)
    {
        await using var command = within is null ? dataSource.CreateCommand() : within.Connection!.CreateCommand();
        command.CommandText =
            $"""
             select p.source_id, p.file_name, p.id, p.data -> 'origin' ->> 'file', p.path, p.data ->> 'title' from {ContentTables.PublishedPosts} p
             where (p.source_id, p.file_name) in (select * from unnest($1::uuid[], $2::text[]))
             order by p.data -> 'origin' ->> 'file'
             """;
        command.Parameters.Add(new() { Value = names.Select(name => name.Source).ToArray() });
        command.Parameters.Add(new() { Value = names.Select(name => name.Name).ToArray() });
        List<((Guid, string) Key, Candidate Candidate)> found = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(((reader.GetGuid(0), reader.GetString(1)), new(reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetString(5))));
        }

        return found.ToLookup(row => row.Key, row => row.Candidate);
    }

    private sealed record Candidate(Guid Id, string File, string Path, string Title);
}

/// <summary>A published post that another one's text names by its file.</summary>
public sealed record NamedPost(PostReference Reference, Guid Id, PostTarget Target);
