using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>The terms that are not any more what posts call them: renamed, merged or removed since. Few, and most posts name none.</summary>
internal sealed class ChangedTerms
{
    private readonly Dictionary<(Taxonomy, string Key), ChangedTerm> byKey = [];

    private ChangedTerms()
    {
    }

    /// <summary>Those that the contents name; one statement for all.</summary>
    public static Task<ChangedTerms> NamedInAsync(NpgsqlConnection connection, IEnumerable<PostContent> contents, CancellationToken ct)
    {
        var named = contents.SelectMany(CarriedTerms.Of).Select(term => (term.Taxonomy, term.Key)).Distinct().ToList();
        return named.Count == 0
            ? Task.FromResult(new ChangedTerms())
            : ReadAsync(
                connection,
                "join unnest($1, $2) w(taxonomy, key) on k.taxonomy = w.taxonomy and k.key = w.key",
                [new() { Value = named.ConvertAll(term => CarriedTerms.Name(term.Taxonomy)).ToArray() }, new() { Value = named.ConvertAll(term => term.Key).ToArray() }],
                ct);
    }

    /// <summary>All of the store: as many as writers have changed.</summary>
    public static Task<ChangedTerms> AllAsync(NpgsqlConnection connection, CancellationToken ct) => ReadAsync(connection, "", [], ct);

    /// <summary>The numbers of the events that posts have their content from, by the posts' ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> WrittenByAsync(NpgsqlConnection connection, IReadOnlyCollection<Post> posts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select e.stream_id, e.seq_id from unnest($1, $2) w(id, version) join {ContentTables.Events} e on e.stream_id = w.id and e.version = w.version", connection);
        command.Parameters.Add(new() { Value = posts.Select(post => post.Id).ToArray() });
        command.Parameters.Add(new() { Value = posts.Select(post => (long)post.ContentRevision).ToArray() });
        Dictionary<Guid, long> numbers = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            numbers[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        return numbers;
    }

    /// <summary>The posts with their terms as they are called today, without those that were removed since.</summary>
    public static async Task<List<Post>> AppliedAsync(NpgsqlConnection connection, List<Post> posts, CancellationToken ct)
    {
        var changed = await NamedInAsync(connection, posts.Select(post => post.Content), ct);
        if (changed.byKey.Count == 0)
        {
            return posts;
        }

        var written = await WrittenByAsync(connection, posts, ct);
        return posts.ConvertAll(post => post with { Content = changed.In(post.Content, written[post.Id]) });
    }

    /// <summary>The content with its terms as they are called today. The very same where none has changed.</summary>
    /// <param name="writtenBy">The number of the event that wrote it: what was removed since is left out. Null leaves it in, under its last name.</param>
    public PostContent In(PostContent content, long? writtenBy) =>
        byKey.Count == 0 || !CarriedTerms.Of(content).Any(term => byKey.ContainsKey((term.Taxonomy, term.Key)))
            ? content
            : content with
            {
                Tags = Named(Taxonomy.Tag, content.Tags, writtenBy),
                Categories = Named(Taxonomy.Category, content.Categories, writtenBy),
                Keywords = Named(Taxonomy.Keyword, content.Keywords, writtenBy),
                Authors = Named(Taxonomy.Author, content.Authors, author => author.Name, (author, name) => author with { Name = name }, writtenBy),
            };

    private IReadOnlyList<string> Named(Taxonomy taxonomy, IReadOnlyList<string> names, long? writtenBy) =>
        Named(taxonomy, names, name => name, (_, name) => name, writtenBy);

    private IReadOnlyList<T> Named<T>(Taxonomy taxonomy, IReadOnlyList<T> items, Func<T, string> nameOf, Func<T, string, T> rename, long? writtenBy)
    {
        if (!items.Any(item => byKey.ContainsKey((taxonomy, SlugRules.TermKey(nameOf(item))))))
        {
            return items;
        }

        // Two names that have become one term are named once.
        List<T> named = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var key = SlugRules.TermKey(nameOf(item));
            if (!byKey.TryGetValue((taxonomy, key), out var term))
            {
                if (seen.Add(key))
                {
                    named.Add(item);
                }
            }
            else if (!(term.RemovedBy > writtenBy) && seen.Add(term.Key))
            {
                named.Add(term.KeepsSpelling ? item : rename(item, term.Name));
            }
        }

        return named;
    }

    private static async Task<ChangedTerms> ReadAsync(NpgsqlConnection connection, string which, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select k.taxonomy, k.key, t.key, t.name, k.key = t.key and not t.is_renamed, k.removed_by
             from {ContentTables.TermKeys} k join {ContentTables.Terms} t on t.id = k.term_id {which}
             where k.key <> t.key or t.is_renamed or k.removed_by is not null
             """,
            connection);
        command.Parameters.AddRange(parameters);
        ChangedTerms changed = new();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            changed.byKey[(CarriedTerms.Named(reader.GetString(0)), reader.GetString(1))] =
                new(reader.GetString(2), reader.GetString(3), reader.GetBoolean(4), reader.IsDBNull(5) ? null : reader.GetInt64(5));
        }

        return changed;
    }

    /// <param name="KeepsSpelling">Whether posts go on spelling it in their own way: nobody has given it a name.</param>
    /// <param name="RemovedBy">The number of the event that took it off the posts written before.</param>
    private sealed record ChangedTerm(string Key, string Name, bool KeepsSpelling, long? RemovedBy);
}
