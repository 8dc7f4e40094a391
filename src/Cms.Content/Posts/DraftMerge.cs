namespace Cms.Content.Posts;

/// <summary>
/// Brings into a post what somebody has changed in its file. A file does not say all that its post is: a date may stand in its name, categories in its
/// folder, defaults in its site's configuration. So what the file says the same as before is left as the post has it.
/// </summary>
public static class DraftMerge
{
    /// <param name="post">The draft that would change nothing.</param>
    /// <param name="before">What the file said.</param>
    /// <param name="after">What it says now.</param>
    public static PostDraft Apply(PostDraft post, PostDraft before, PostDraft after)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return post with
        {
            Title = Changed(before.Title, after.Title, post.Title),
            Slug = Changed(before.Slug, after.Slug, post.Slug),
            Path = Changed(before.Path, after.Path, post.Path),
            Language = Changed(before.Language, after.Language, post.Language),
            WithoutLanguage = before.Language == after.Language ? post.WithoutLanguage : after.Language is null,
            Categories = Changed(before.Categories, after.Categories, post.Categories),
            Tags = Changed(before.Tags, after.Tags, post.Tags),
            Keywords = Changed(before.Keywords, after.Keywords, post.Keywords),
            Links = Changed(before.Links, after.Links, post.Links),
            Authors = Changed(before.Authors, after.Authors, post.Authors),
            Description = Changed(before.Description, after.Description, post.Description),
            Image = Changed(before.Image, after.Image, post.Image),
            CanonicalUrl = Changed(before.CanonicalUrl, after.CanonicalUrl, post.CanonicalUrl),
            Featured = Changed(before.Featured, after.Featured, post.Featured),
            Excerpt = Changed(before.Excerpt, after.Excerpt, post.Excerpt),
            PublishedAt = Changed(before.PublishedAt, after.PublishedAt, post.PublishedAt),
            Fields = Changed(before.Fields, after.Fields, post.Fields),
            Markdown = after.Markdown,
            File = after.File,
        };
    }

    private static T Changed<T>(T before, T after, T post) => EqualityComparer<T>.Default.Equals(before, after) ? post : after;

    private static IReadOnlyList<T> Changed<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, IReadOnlyList<T> post) => before.SequenceEqual(after) ? post : after;
}
