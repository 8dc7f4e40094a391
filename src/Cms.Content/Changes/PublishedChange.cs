using Cms.Content.Delivery;

namespace Cms.Content.Changes;

/// <summary>What became of a post for its readers since they were told last.</summary>
public abstract record PublishedChange
{
    private readonly Func<string> token;

    private PublishedChange(Func<string> token) => this.token = token;

    public abstract Guid Id { get; }

    public abstract string Slug { get; }

    public abstract string Path { get; }

    /// <summary>Paths that the post was published at before, in the order in which it left them.</summary>
    public required IReadOnlyList<string> EarlierPaths { get; init; }

    /// <summary>The place right behind this change. Made when it is looked at.</summary>
    public string Token => token();

    /// <summary>The post went out, or its answer is another now.</summary>
    /// <param name="Post">As it is at the moment of the reading.</param>
    public sealed record Upsert(DeliveredPost Post, Func<string> WriteToken) : PublishedChange(WriteToken)
    {
        public override Guid Id => Post.Id;

        public override string Slug => Post.Post.Slug;

        public override string Path => Post.Post.Path;
    }

    /// <summary>Readers see the post no more.</summary>
    public sealed record Delete(Guid PostId, string LastSlug, string LastPath, Func<string> WriteToken) : PublishedChange(WriteToken)
    {
        public override Guid Id => PostId;

        /// <summary>The one that it had last.</summary>
        public override string Slug => LastSlug;

        /// <summary>Where it was last.</summary>
        public override string Path => LastPath;
    }
}

/// <summary>Changes in the order in which readers came to see them, each post once.</summary>
/// <param name="Next">Where to go on from, now or at any later time.</param>
/// <param name="HasMore">Whether there are more already.</param>
/// <param name="Version">The content version at which this was read.</param>
public sealed record ChangePage(IReadOnlyList<PublishedChange> Items, string Next, bool HasMore, long Version);
