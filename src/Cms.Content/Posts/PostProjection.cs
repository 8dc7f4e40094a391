using Cms.Content.Links;
using Cms.Content.Posts.Prepared;
using Cms.Content.Search;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Cms.Markdown.Templates;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Cms.Content.Posts;

/// <summary>Keeps the working copies, the published copies and the rows that say who carries what true to the posts' events, in the events' own transaction.</summary>
internal sealed class PostProjection(PublishedCopies copies, NamedPosts named) : IProjection
{
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var streams = events.Where(@event => @event.Data is IPostEvent).GroupBy(@event => @event.StreamId).ToList();
        if (streams.Count == 0)
        {
            return;
        }

        var known = (await operations.LoadManyAsync<Post>(cancellation, streams.Select(stream => stream.Key))).ToDictionary(post => post.Id);
        var posts = streams
            .Select(stream => stream.Aggregate(known.GetValueOrDefault(stream.Key), (post, @event) => Post.After(post, stream.Key, @event.Data))!)
            .ToList();
        var sources = await SourcesOfAsync(operations, posts, cancellation);

        foreach (var post in posts)
        {
            operations.Store(post);
            if (post.PublishedRevision is null && known.GetValueOrDefault(post.Id)?.PublishedRevision is not null)
            {
                Withdraw(operations, post.Id);
            }

            if (post.PublishedRevision != post.Revision)
            {
                continue;
            }

            var source = sources.GetValueOrDefault(post.Origin?.SourceId ?? Guid.Empty, SourceRendering.None);
            var rows = new PublishedRows(copies.Of(post, source, await NamesOfAsync(post, source, cancellation)));
            operations.Store(rows.Copy.Post);
            PublishedBodies.Write(operations, rows);
            CarriedTerms.Write(operations, post, rows);
            CarriedLinks.Write(operations, rows);
            PreparedPosts.Write(operations, rows);
            Redirects.Write(operations, post);
            SearchQueue.Enqueue(operations, post.Id);
        }
    }

    // The posts that the text names by their files, where there are any: its links lead to their addresses.
    private async Task<IReadOnlyDictionary<PostReference, PostTarget>?> NamesOfAsync(Post post, SourceRendering source, CancellationToken ct)
    {
        if (post.SourceId is not { } sourceId || PostReference.In(post.Content.Markdown, source.Options.TemplateLanguage) is not { Count: > 0 } references)
        {
            return null;
        }

        var found = await named.FindAsync([.. references.Select(reference => (post.Id, sourceId, reference))], ct);
        return found.GetValueOrDefault(post.Id, []).ToDictionary(name => name.Reference, name => name.Target);
    }

    private static void Withdraw(IDocumentOperations operations, Guid id)
    {
        operations.Delete<PublishedPost>(id);
        PublishedBodies.Remove(operations, id);
        CarriedTerms.Remove(operations, id);
        CarriedLinks.Remove(operations, id);
        PreparedPosts.Remove(operations, id);
        Redirects.Remove(operations, id);
        SearchQueue.Withdraw(operations, id);
    }

    private static async Task<Dictionary<Guid, SourceRendering>> SourcesOfAsync(IDocumentOperations operations, List<Post> posts, CancellationToken ct)
    {
        var ids = posts.Select(post => post.Origin?.SourceId).OfType<Guid>().Distinct().ToArray();
        var sources = ids.Length == 0 ? [] : await operations.LoadManyAsync<Source>(ct, ids);
        return sources.ToDictionary(source => source.Id, SourceRendering.For);
    }
}
