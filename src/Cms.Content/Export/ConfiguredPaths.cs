using Cms.Content.Export.Files;
using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Markdown.FrontMatter;
using Npgsql;

namespace Cms.Content.Export;

/// <summary>
/// Tells where a configuration has posts as an export and an import would: each is read, by the new configuration, from the file that it is by the old
/// one. So what its front matter says of its address counts, and so does what a writer has changed of it in the store.
/// </summary>
internal sealed class ConfiguredPaths(NpgsqlDataSource dataSource, TimeProvider clock) : IConfiguredPaths
{
    // Read together: what all files have in common is read once for them.
    private const int FilesAtOnce = 200;

    public async Task<IReadOnlyList<ConfiguredPath>> FindAsync(Guid sourceId, SourceDefinition before, SourceDefinition after, CancellationToken ct)
    {
        try
        {
            return await ReadAsync(sourceId, before, after, ct);
        }
        catch (ImportException unreadable)
        {
            throw Refused(unreadable);
        }
    }

    public async Task CheckAsync(Guid sourceId, SourceDefinition definition, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select data -> 'origin' ->> 'file' from {ContentTables.Posts} where source_id = $1 order by data -> 'origin' ->> 'file' limit 1");
        command.Parameters.Add(new() { Value = sourceId });
        var file = (string?)await command.ExecuteScalarAsync(ct);
        try
        {
            // Any of them does: what they say of themselves is judged one by one.
            var source = new SourceReading(definition, clock);
            _ = file is null ? default : source.Read(file, []);
        }
        catch (ImportException unreadable)
        {
            throw Refused(unreadable);
        }
    }

    private static ContentException Refused(ImportException unreadable) => new(new ContentError.InvalidSource("configuration", unreadable.Message));

    private async Task<List<ConfiguredPath>> ReadAsync(Guid sourceId, SourceDefinition before, SourceDefinition after, CancellationToken ct)
    {
        SourceReading old = new(before, clock);
        SourceReading changed = new(after, clock);
        FileNames names = new();
        List<ConfiguredPath> paths = [];
        List<(PostToExport Post, string File)> some = new(FilesAtOnce);
        await using var posts = await StoredPosts.OpenAsync(dataSource, ct);
        await foreach (var post in posts.ReadAsync([sourceId], withOwn: false, ct))
        {
            some.Add((post, names.Take(post.Post, post.IsAsImported, before.Generator)));
            if (some.Count == FilesAtOnce)
            {
                paths.AddRange(await Task.Run(() => Read(some, old, changed), ct));
                some.Clear();
            }
        }

        paths.AddRange(await Task.Run(() => Read(some, old, changed), ct));
        return paths;
    }

    private static List<ConfiguredPath> Read(List<(PostToExport Post, string File)> posts, SourceReading old, SourceReading changed)
    {
        var files = new KeyValuePair<string, byte[]>?[posts.Count];
        Parallel.For(0, posts.Count, at => files[at] = FileOf(posts[at].Post, posts[at].File, old) is { } bytes ? new(posts[at].File, bytes) : null);
        Dictionary<string, byte[]> all = new(files.OfType<KeyValuePair<string, byte[]>>(), StringComparer.Ordinal);
        var undated = posts.Where(post => post.Post.Post.Content.PublishedAt is null && all.ContainsKey(post.File)).ToDictionary(post => post.File, post => all[post.File], StringComparer.Ordinal);
        var (was, @is) = (old.Read(undated), changed.Read(all));

        // Where the day of today stands in an address, there is no other address every day.
        return
        [
            .. posts.Where(post => @is.GetValueOrDefault(post.File)?.Content is { } content
                    && content.Path != post.Post.Post.Path && content.Path != was.GetValueOrDefault(post.File)?.Content?.Path)
                .Select(post => new ConfiguredPath(post.Post.Post.Id, post.Post.Post.Path, @is[post.File].Content!.Path)),
        ];
    }

    private static byte[]? FileOf(PostToExport post, string file, SourceReading source)
    {
        if (post is { IsAsImported: true, Original: { } original })
        {
            return PostFile.AsImported(original, post.Post.Content.Markdown);
        }

        try
        {
            return PostFile.Write(WantedPost.Of(post), post.Original, file, source).Bytes;
        }
        catch (FrontMatterChangeException)
        {
            // It says more than a file can, its address included.
            return null;
        }
    }
}
