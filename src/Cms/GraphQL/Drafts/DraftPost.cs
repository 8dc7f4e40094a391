using System.Text.Json.Nodes;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
using Cms.Content.Links;
using Cms.Content.Posts;
using GraphQL;

namespace Cms.GraphQL.Drafts;

/// <summary>A working copy in the place of a published one, for who may see it.</summary>
internal sealed record DraftPost : DeliveredPost
{
    public DraftPost(WorkingCopy copy)
        : base(copy.Shown) => (Working, Links) = (copy.Post, copy.Links);

    public Post Working { get; }

    /// <summary>Of the working copy: the store's rows are the published copy's.</summary>
    public IReadOnlyList<CarriedLink> Links { get; }
}

internal static class DraftSources
{
    /// <summary>The working copy that the field belongs to; null for a published copy.</summary>
    public static Post? Draft(this IResolveFieldContext<DeliveredPost> context) => (context.Source as DraftPost)?.Working;

    /// <summary>What the reader of this copy may know of these fields.</summary>
    public static JsonObject Shown(this IResolveFieldContext<DeliveredPost> context, Cms.Content.Posts.Fields fields) =>
        context.Source is DraftPost ? fields.ToJsonObject() : context.Operation().Publicity.Of(fields);
}
