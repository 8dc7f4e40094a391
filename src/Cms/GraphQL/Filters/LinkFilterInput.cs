using Cms.Content.Links;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Links;
using Cms.GraphQL.Nodes;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>Which links are listed; null takes all.</summary>
/// <param name="Post">A slug or a UUID.</param>
internal sealed record LinkFilter(string? Host, string? Post, LinkPlace? Place, string? Text);

internal sealed class LinkFilterInput : InputObjectGraphType<LinkFilter>
{
    public LinkFilterInput()
    {
        Name = "LinkFilterInput";
        Description = "A condition on links. Its fields hold together.";
        Field<StringGraphType>("host").Description("Links to this host, whatever its case.");
        Field<IdGraphType>("post").Description("Links that this post carries: an id, a UUID or a slug.");
        Field<LinkPlaceType>("place").Description("Links that stand in this place of a post.");
        Field<StringGraphType>("contains").Description("Links whose URL or name has this text somewhere, taken literally and in any case.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new LinkFilter(
        value.Text("host"),
        value.Value("post") is { } post ? SlugOrUuid(post.ToString()!) : null,
        (LinkPlace?)value.Value("place"),
        value.Text("contains"));

    private static string SlugOrUuid(string post) =>
        NodeId.TryParse(post) is { Type: "Post" } id ? id.Key : post;
}
