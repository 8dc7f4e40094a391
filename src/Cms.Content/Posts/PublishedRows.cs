using Cms.Content.Links;
using Cms.Content.Posts.Prepared;
using Cms.Content.Taxonomies;

namespace Cms.Content.Posts;

/// <summary>What follows from a published copy beside its documents, made once for all rows that are written from it. Costly enough to be made on all cores, before a transaction writes one row after the other.</summary>
internal sealed class PublishedRows
{
    public PublishedRows(PublishedCopy copy)
    {
        Copy = copy;
        Terms = CarriedTerms.Of(copy.Content);
        Links = CarriedLinks.Of(copy);
        MayName = NamedLinks.MayBeIn(copy.Body.Markdown);
        PreparedPost = Prepared.PreparedPost.Write(copy.Post);
        PreparedLinks = PreparedPosts.Write(Links);
    }

    public PublishedCopy Copy { get; }

    public Guid Id => Copy.Post.Id;

    /// <summary>In the order of their rows.</summary>
    public IReadOnlyList<CarriedTerm> Terms { get; }

    /// <summary>In the order of their rows.</summary>
    public IReadOnlyList<CarriedLink> Links { get; }

    /// <summary>Whether the text may name other posts by their files.</summary>
    public bool MayName { get; }

    /// <summary>What answers say of the post, as JSON.</summary>
    public byte[] PreparedPost { get; }

    /// <summary>The links in the form that answers copy, as JSON.</summary>
    public byte[] PreparedLinks { get; }
}
