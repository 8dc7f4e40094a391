using Cms.Content;
using Cms.Content.Delivery;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Previews;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>What a mutation answers: what it has done, or why not.</summary>
internal sealed record Payload(object? Done, IReadOnlyList<ContentError>? Errors);

/// <summary>The payload as HotChocolate's mutation conventions shape it.</summary>
internal sealed class PayloadType : ObjectGraphType<Payload>
{
    private PayloadType(string mutation, UnionGraphType errors)
    {
        Name = $"{mutation}Payload";
        Description = "What was done, or why nothing was.";
        AddErrors(errors);
    }

    /// <summary>With the post as it is afterwards.</summary>
    public static PayloadType OfPost(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<PostType>("post").Description("The working copy as it is now; null where nothing was done.").Resolve(context => context.Source.Done as DeliveredPost);
        return payload;
    }

    /// <summary>With the tag, category or author as it is afterwards.</summary>
    public static PayloadType OfTerm<TType>(string mutation, UnionGraphType errors, string word)
        where TType : TermType
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<TType>(word).Description($"The {word} as it is now; null where nothing was done.").Resolve(context => context.Source.Done as TermNode);
        return payload;
    }

    /// <summary>With the id of what is no more.</summary>
    public static PayloadType OfId(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<IdGraphType>("id").Description("The id of what is gone; null where nothing was done.").Resolve(context => (context.Source.Done as NodeId)?.ToString());
        return payload;
    }

    /// <summary>With the link that was made.</summary>
    public static PayloadType OfPreviewLink(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<PreviewLinkType>("previewLink").Description("The link; null where none was made.").Resolve(context => context.Source.Done as MadePreviewLink);
        return payload;
    }

    /// <summary>With the UUID of a link that is no more.</summary>
    public static PayloadType OfDeletedPreviewLink(string mutation, UnionGraphType errors)
    {
        var payload = new PayloadType(mutation, errors);
        payload.Field<UuidType>("link").Description("The UUID of the link that has ended; null where nothing was done.").Resolve(context => context.Source.Done as Guid?);
        return payload;
    }

    private void AddErrors(UnionGraphType errors) =>
        Field("errors", new ListGraphType(new NonNullGraphType(errors))).Description("Why nothing was done; null where all is well.").AssumeSize(1).Resolve(context => context.Source.Errors);
}
