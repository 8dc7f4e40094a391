using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Markdown;
using Cms.Markdown.Templates;
using Marten;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>
/// Writes the links that texts make by naming posts by their files (<c>post_url</c>, <c>link</c>, <c>ref</c>). A post may name one that is imported
/// after it, so this comes at the end of an import.
/// </summary>
public sealed class NamedLinks
{
    // Rendered under the lock on addresses: few enough that no other writer waits for long.
    private const int PostsAtOnce = 100;

    // What names a post in the languages that PostReference reads; it decides, this only keeps other texts from being read.
    internal const string Names = @"\{%-?\s*(post_url|link|post_link|post_path)\s|\{\{[<%]\s*(rel)?ref\s";

    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly NamedPosts named;
    private readonly SourceCatalog sources;
    private readonly PublishedCopies copies;

    internal NamedLinks(NpgsqlDataSource dataSource, DocumentStore store, NamedPosts named, SourceCatalog sources, PublishedCopies copies) =>
        (this.dataSource, this.store, this.named, this.sources, this.copies) = (dataSource, store, named, sources, copies);

    /// <summary>The published posts of a source whose texts name others.</summary>
    public async Task<IReadOnlyList<Guid>> OfSourceAsync(Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select p.id from {ContentTables.Posts} p where p.source_id = $1 and p.status = 'Published' and p.data -> 'content' ->> 'markdown' ~ $2");
        command.Parameters.Add(new() { Value = sourceId });
        command.Parameters.Add(new() { Value = Names });
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
        var found = await named.FindAsync([.. posts.SelectMany(post => ReferencesOf(post).Select(reference => (post.Id, post.SourceId!.Value, reference)))], ct);
        List<PublishedCopy> changed = [];
        foreach (var post in posts)
        {
            var source = SourceOf(post);
            var names = found.GetValueOrDefault(post.Id, []).ToDictionary(name => name.Reference, name => name.Target);
            var copy = post.PublishedRevision == post.Revision ? copies.Of(post, source, names) : null;
            if (copy is not null && names.Count > 0)
            {
                changed.Add(copy);
            }

            if ((copy?.Warnings ?? copies.WarningsOf(post, source, names)) is { Count: > 0 } brought)
            {
                warnings[post.Id] = brought;
            }
        }

        if (changed.Count > 0)
        {
            await CarriedLinks.RemoveAsync(transaction.Transaction, [.. changed.Select(copy => copy.Post.Id)], ct);
            await CarriedLinks.CopyAsync(transaction.Transaction, changed, ct);
            transaction.Changed.Touch(changed.Select(copy => copy.Post.Id));
            await transaction.CommitAsync(ct);
        }
    }

    private IEnumerable<PostReference> ReferencesOf(Post post) => PostReference.In(post.Content.Markdown, SourceOf(post).Options.TemplateLanguage);

    private SourceRendering SourceOf(Post post)
    {
        sources.TryGet(post.SourceId!.Value, revision: 0, out var source);
        return source;
    }
}
