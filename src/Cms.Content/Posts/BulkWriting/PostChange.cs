using Cms.Content.Sources;
using Cms.Markdown;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>A post's next event and all that follows from it, ready to be written. Made by the functions that the projection uses, so that both leave the same.</summary>
internal sealed class PostChange
{
    private PostChange(object? @event, Post post, PublishedCopy? copy, IReadOnlyList<RenderingWarning> warnings)
    {
        Warnings = warnings;
        Event = @event!;
        Post = post;
        Rows = copy is null ? null : new PublishedRows(copy);
        EventJson = @event is null ? [] : PostChangeJson.Write(@event);
        PostJson = PostChangeJson.Write(post);
        CopyJson = copy is null ? [] : PostChangeJson.Write(copy.Post);
    }

    /// <summary>The one to be appended; there is none where all are in the log.</summary>
    public object Event { get; }

    /// <summary>The working copy after the event.</summary>
    public Post Post { get; }

    /// <summary>What readers see from now on; null when the event does not publish.</summary>
    public PublishedRows? Rows { get; }

    /// <summary>What of an imported text could not be rendered as its author meant it, by the lines of the Markdown.</summary>
    public IReadOnlyList<RenderingWarning> Warnings { get; }

    public byte[] EventJson { get; }

    public byte[] PostJson { get; }

    public byte[] CopyJson { get; }

    public bool IsNew => Post.Revision == 1;

    /// <summary>Whether the published copy so far goes: withdrawn, or replaced.</summary>
    public bool Withdraws => !IsNew && (Post.PublishedRevision is null || Rows is not null);

    /// <param name="before">Null for a new post.</param>
    /// <param name="source">How the post's source is rendered.</param>
    /// <param name="writtenBy">The number of the event that wrote the content; null where this one does.</param>
    public static PostChange Of(Post? before, Guid id, object @event, PublishedCopies copies, SourceRendering source, long? writtenBy = null)
    {
        var post = Post.After(before, id, @event);
        var copy = post.PublishedRevision == post.Revision ? copies.Of(post, source) with { WrittenBy = writtenBy } : null;
        return new PostChange(@event, post, copy, copy?.Warnings ?? (@event is PostImported ? copies.WarningsOf(post, source) : []));
    }

    /// <summary>What follows from events that are in the log already.</summary>
    public static PostChange OfLog(Post post, PublishedCopy? copy) => new(@event: null, post, copy, []);
}
