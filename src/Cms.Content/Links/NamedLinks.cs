using System.Text.RegularExpressions;
using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Markdown;
using Marten;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>
/// Writes the links that texts make by naming posts by their files (<c>post_url</c>, <c>link</c>, <c>ref</c>). A post may name one that is imported
/// after it, so this comes at the end of an import.
/// </summary>
public sealed partial class NamedLinks
{
    // Rendered under the lock on addresses: few enough that no other writer waits for long.
    private const int PostsAtOnce = 100;

    // What names a post in the languages that PostReference reads; it decides, this only keeps other texts from being read.
    internal const string Names = @"\{%-?\s*(post_url|link|post_link|post_path)\s|\{\{[<%]\s*(rel)?ref\s";

    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly SourceCatalog sources;
    private readonly PublishedCopies copies;
    private readonly CopyRenewal renewal;

    internal NamedLinks(NpgsqlDataSource dataSource, DocumentStore store, SourceCatalog sources, PublishedCopies copies, CopyRenewal renewal) =>
        (this.dataSource, this.store, this.sources, this.copies, this.renewal) = (dataSource, store, sources, copies, renewal);

    [GeneratedRegex(Names, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Naming { get; }

    /// <summary>Whether a text may name a post by its file.</summary>
    internal static bool MayBeIn(string markdown) =>
        (markdown.Contains("{%", StringComparison.Ordinal) || markdown.Contains("{{", StringComparison.Ordinal)) && Naming.IsMatch(markdown);

    /// <summary>The published posts of a source whose texts name others.</summary>
    public async Task<IReadOnlyList<Guid>> OfSourceAsync(Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select b.id from {ContentTables.PublishedBodies} b join {ContentTables.Posts} p on p.id = b.id where b.may_name and p.source_id = $1");
        command.Parameters.Add(new() { Value = sourceId });
        List<Guid> ids = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>Writes the links of imported posts anew, each with the addresses of the posts that it names. A transaction for some posts at a time.</summary>
    /// <returns>What their templates bring up now, by post; posts whose templates bring up nothing are left out.</returns>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<RenderingWarning>>> WriteAsync(IReadOnlyCollection<Guid> posts, Actor by, CancellationToken ct)
    {
        Dictionary<Guid, IReadOnlyList<RenderingWarning>> warnings = [];
        foreach (var some in posts.Chunk(PostsAtOnce))
        {
            await WriteSomeAsync(some, by, warnings, ct);
        }

        return warnings;
    }

    private async Task WriteSomeAsync(Guid[] ids, Actor by, Dictionary<Guid, IReadOnlyList<RenderingWarning>> warnings, CancellationToken ct)
    {
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        await transaction.LockAddressesAsync(ct);
        var posts = (await transaction.Session.LoadManyAsync<Post>(ct, ids)).Where(post => post.SourceId is not null).ToList();
        await sources.LoadAsync(posts.Select(post => post.SourceId!.Value).ToHashSet(), ct);
        var published = (await CopyRenewal.PublishedAsync(transaction.Session, posts, ct)).Where(post => post.SourceId is not null).ToList();
        var rendered = await renewal.RenderAsync(transaction.Transaction, published.ConvertAll(post => (post, SourceOf(post))), ct);
        var current = rendered.ToDictionary(rows => (rows.Id, rows.Copy.Post.Revision), rows => rows.Copy.Warnings);

        // A working copy that is ahead of what readers see brings up its own.
        var ahead = posts.Where(post => !current.ContainsKey((post.Id, post.Revision))).ToList();
        var names = await renewal.NamesAsync(transaction.Transaction, ahead.ConvertAll(post => (post, SourceOf(post))), ct);
        foreach (var post in posts)
        {
            if ((current.GetValueOrDefault((post.Id, post.Revision)) ?? copies.WarningsOf(post, SourceOf(post), names[post.Id])) is { Count: > 0 } brought)
            {
                warnings[post.Id] = brought;
            }
        }

        // Most of them say what they said.
        if (await CopyRenewal.ChangedAsync(transaction.Transaction, rendered, ct) is { Count: > 0 } changed)
        {
            await CopyRenewal.WriteAsync(transaction.Transaction, changed, ct);
            transaction.Changed.Touch(changed.Select(rows => rows.Id));
            await transaction.CommitAsync(ct);
        }
    }

    private SourceRendering SourceOf(Post post)
    {
        sources.TryGet(post.SourceId!.Value, revision: 0, out var source);
        return source;
    }
}
