using Cms.Content.Changes;
using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Search;
using Cms.Content.Taxonomies;
using GraphQL.DataLoader;

namespace Cms.GraphQL.Loading;

/// <summary>All that one operation reads of the store: single questions, and edges that are followed for all parents in one statement.</summary>
internal sealed class StoreReads(PublishedPosts posts, PublishedTerms terms, PublishedLinks links, PostSearch search, PublishedChanges changes, int maxParallelStatements) : IDisposable
{
    private readonly SemaphoreSlim places = new(maxParallelStatements);
    private readonly Dictionary<object, object> loaders = [];
    private readonly Lock gate = new();

    /// <summary>Whether anything was asked that the search index has a part in.</summary>
    public bool ReadsIndex { get; private set; }

    public Task<T> PostsAsync<T>(Func<PublishedPosts, Task<T>> ask, CancellationToken ct) => InTurnAsync(() => ask(posts), ct);

    public Task<T> TermsAsync<T>(Func<PublishedTerms, Task<T>> ask, CancellationToken ct) => InTurnAsync(() => ask(terms), ct);

    public Task<T> LinksAsync<T>(Func<PublishedLinks, Task<T>> ask, CancellationToken ct) => InTurnAsync(() => ask(links), ct);

    public Task<SearchPage> SearchAsync(SearchQuestion question, CancellationToken ct)
    {
        ReadsIndex = true;
        return InTurnAsync(() => search.SearchAsync(question, ct), ct);
    }

    public Task<T> ChangesAsync<T>(Func<PublishedChanges, Task<T>> ask, CancellationToken ct) => InTurnAsync(() => ask(changes), ct);

    /// <summary>Asks the store when it is this question's turn: fifty aliases must not take fifty connections.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> ask, CancellationToken ct)
    {
        await places.WaitAsync(ct);
        try
        {
            return await ask();
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>A published post or null.</summary>
    public IDataLoaderResult Post(Guid id, PostParts parts, Func<DeliveredPost?, object?>? then = null) =>
        Loader<Guid, DeliveredPost?>(("post", parts), async (ids, ct) =>
        {
            var found = await FindAsync(ids, parts, ct);
            return found.GetValueOrDefault;
        }).Load(id, then);

    /// <summary>The posts before and after a post in time.</summary>
    public IDataLoaderResult Neighbours(Guid id, Func<Neighbours, object?> then) =>
        Loader<Guid, Neighbours>("neighbours", async (ids, ct) =>
        {
            var found = await PostsAsync(store => store.NeighboursAsync(ids, language: null, ct), ct);
            return post => found.GetValueOrDefault(post) ?? new Neighbours(null, null);
        }).Load(id, then);

    /// <summary>The posts that link to a post, newest first.</summary>
    public IDataLoaderResult Backlinks(Guid id, PostParts parts) =>
        Loader<Guid, IReadOnlyList<DeliveredPost>>(("backlinks", parts), async (ids, ct) =>
        {
            var linking = await PostsAsync(store => store.BacklinksAsync(ids, ct), ct);
            var found = await FindAsync(linking.SelectMany(group => group).ToHashSet(), parts, ct);
            return post => [.. linking[post].Select(found.GetValueOrDefault).OfType<DeliveredPost>()];
        }).Load(id);

    /// <summary>The posts that have most in common with a post, the best first.</summary>
    public IDataLoaderResult Related(Guid id, int count, PostParts parts) =>
        Loader<Guid, IReadOnlyList<DeliveredPost>>(("related", count, parts), async (ids, ct) =>
        {
            ReadsIndex = true;
            var found = await PostsAsync(store => store.RelatedAsync(ids, count, parts, ct), ct);
            return post => [.. found[post].Select(related => related.Post)];
        }).Load(id);

    /// <summary>The links of a post, in order.</summary>
    public IDataLoaderResult LinksOfPost(Guid id, Func<IEnumerable<CarriedLink>, object?> then) =>
        Loader<Guid, IEnumerable<CarriedLink>>("links of posts", async (ids, ct) =>
        {
            var found = await LinksAsync(store => store.OfPostsAsync(ids, ct), ct);
            return post => found[post];
        }).Load(id, then);

    public IDataLoaderResult PostsOfTerm(int id, PostQuery query, Func<PostPage, object?> then) =>
        Loader<int, PostPage>(("posts of terms", query), async (ids, ct) =>
        {
            var pages = await PostsAsync(store => store.ListByTermAsync(ids, query, ct), ct);
            return term => pages.GetValueOrDefault(term) ?? new PostPage([], [], HasNext: false, HasPrevious: false);
        }).Load(id, then);

    public IDataLoaderResult PostsOfLink(Guid id, PostQuery query, Func<PostPage, object?> then) =>
        Loader<Guid, PostPage>(("posts of links", query), async (ids, ct) =>
        {
            var pages = await PostsAsync(store => store.ListByLinkAsync(ids, query, ct), ct);
            return link => pages.GetValueOrDefault(link) ?? new PostPage([], [], HasNext: false, HasPrevious: false);
        }).Load(id, then);

    /// <summary>A term that published posts carry, or null.</summary>
    public IDataLoaderResult Term(Taxonomy taxonomy, int id, Func<Term?, object?>? then = null) =>
        Loader<int, Term?>(("term", taxonomy), async (ids, ct) =>
        {
            var found = (await TermsAsync(store => store.LoadAsync(taxonomy, ids, ct), ct)).ToDictionary(term => term.Id);
            return found.GetValueOrDefault;
        }).Load(id, then);

    /// <summary>A link that published posts carry, or null.</summary>
    public IDataLoaderResult Link(Guid id, Func<Link?, object?>? then = null) =>
        Loader<Guid, Link?>("link", async (ids, ct) =>
        {
            var found = (await LinksAsync(store => store.LoadAsync(ids, ct), ct)).ToDictionary(link => link.Id);
            return found.GetValueOrDefault;
        }).Load(id, then);

    public void Dispose() => places.Dispose();

    private async Task<Dictionary<Guid, DeliveredPost>> FindAsync(IReadOnlyCollection<Guid> ids, PostParts parts, CancellationToken ct) =>
        ids.Count == 0 ? [] : (await PostsAsync(store => store.LoadAsync(ids, parts, ct), ct)).ToDictionary(post => post.Post.Id);

    private BatchLoader<TKey, TValue> Loader<TKey, TValue>(object name, Func<IReadOnlyCollection<TKey>, CancellationToken, Task<Func<TKey, TValue>>> fetch)
        where TKey : notnull
    {
        lock (gate)
        {
            if (!loaders.TryGetValue(name, out var loader))
            {
                loaders[name] = loader = new BatchLoader<TKey, TValue>(fetch);
            }

            return (BatchLoader<TKey, TValue>)loader;
        }
    }
}
