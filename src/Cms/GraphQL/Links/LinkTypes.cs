using Cms.Content.Links;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL.Links;

internal sealed class LinkPlaceType : EnumerationGraphType
{
    public LinkPlaceType()
    {
        Name = "LinkPlace";
        Description = "Where a post carries a link.";
        Add("FRONT_MATTER", LinkPlace.FrontMatter, "In the list `links` of its front matter.");
        Add("BODY", LinkPlace.Body, "In its text.");
    }
}

internal sealed class LinkType : ObjectGraphType<Link>
{
    public LinkType()
    {
        Name = "Link";
        Description = "One URL, known once, with every published post that carries it.";
        Interface<NodeType>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque, the same in every answer.").Resolve(context => new NodeId("Link", context.Source.Id.ToString()).ToString());
        Field<NonNullGraphType<StringGraphType>>("url").Description("As the posts write it: absolute, or a path.").Resolve(context => context.Source.Url);
        Field<StringGraphType>("host").Description("In lower case; null for a path.").Resolve(context => context.Source.Host);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many published posts carry it.").Resolve(context => TermType.Count(context.Source.Count));
        PostConnections.AddArguments(Field<NonNullGraphType<PostsConnectionType>>("posts").Description("The posts that carry it, the newest first unless `order` says otherwise."))
            .Resolve(context =>
            {
                var count = context.Source.Count;
                return context.Store().PostsOfLink(
                    context.Source.Id,
                    PageArguments.ReadPostQuery(context),
                    page => PostConnections.Of(page, _ => Task.FromResult<object?>(TermType.Count(count))));
            });
    }
}

/// <summary>A link as one post carries it.</summary>
internal sealed class PostLinkType : ObjectGraphType<CarriedLink>
{
    public PostLinkType()
    {
        Name = "PostLink";
        Description = "A link as a post carries it.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("What the post calls it; may be empty in the text.").Resolve(context => context.Source.Name);
        Field<NonNullGraphType<StringGraphType>>("url").Description("Absolute, or a path.").Resolve(context => context.Source.Url);
        Field<StringGraphType>("host").Description("In lower case; null for a path.").Resolve(context => context.Source.Host);
        Field<NonNullGraphType<LinkPlaceType>>("place").Description("Where in the post it stands.").Resolve(context => context.Source.Place);
        Field<LinkType>("link").Description("The link itself, which other posts may carry, too.").Resolve(context => context.Store().Link(context.Source.LinkId));
    }
}

internal sealed class LinksEdgeType() : EdgeType<LinkType, Link>("LinksEdge", "link");

internal sealed class LinksConnectionType() : ConnectionType<LinkType, LinksEdgeType, Link>("LinksConnection", "links");
