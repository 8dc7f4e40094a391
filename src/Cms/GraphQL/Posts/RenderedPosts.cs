using System.Collections.Concurrent;
using Cms.Content.Delivery;
using Cms.Rendering;

namespace Cms.GraphQL.Posts;

/// <summary>Renders each post of an operation, at each of its revisions, once for all the fields that show it in the same way.</summary>
internal sealed class RenderedPosts(PostTexts texts)
{
    private readonly ConcurrentDictionary<(Guid Id, int Revision, int HeadingOffset, Uri? BaseUrl), Cms.Markdown.Rendering> rendered = [];

    /// <param name="post">Loaded with its body.</param>
    public Cms.Markdown.Rendering Of(DeliveredPost post, CancellationToken ct, int headingOffset = 0, Uri? baseUrl = null) =>
        rendered.GetOrAdd(
            (post.Post.Id, post.Post.Revision, headingOffset, baseUrl),
            key => texts.Render(post, options => options with { HeadingOffset = key.HeadingOffset, BaseUrl = key.BaseUrl }, ct));
}
