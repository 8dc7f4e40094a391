using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Posts;

namespace Cms.Content.Drafts;

/// <summary>A post as its writers see it, with all that its answer names. No reader without a key may get it.</summary>
/// <param name="Shown">What readers would get if this were published.</param>
/// <param name="Links">The front matter's, then the text's.</param>
public sealed record WorkingCopy(Post Post, DeliveredPost Shown, IReadOnlyList<CarriedLink> Links);

/// <summary>A page of working copies, the last changed first.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="After">A cursor: the page goes on behind it.</param>
public sealed record WorkingCopyQuery(IReadOnlyList<PostStatus> Statuses, int Limit, string? After);
