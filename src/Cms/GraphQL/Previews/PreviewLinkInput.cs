using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using GraphQL.Types;

namespace Cms.GraphQL.Previews;

/// <summary>Of which post, and what else the input says.</summary>
internal sealed record PreviewLinkChange(Guid PostId, IDictionary<string, object?> Members);

internal sealed class PreviewLinkInput : InputObjectGraphType<PreviewLinkChange>
{
    private PreviewLinkInput() => Field<NonNullGraphType<IdGraphType>>("id").Description("The post's id, opaque or as a UUID.");

    public static PreviewLinkInput ToCreate()
    {
        var input = new PreviewLinkInput();
        input.Field<DateTimeType>("expiresAt").Description("When the link is to end. Left out, it lasts for as long as the settings say.").IsKept();
        input.Field<IntGraphType>("expiresIn").Description("The same, in seconds from now.");
        return input;
    }

    public static PreviewLinkInput ToDelete()
    {
        var input = new PreviewLinkInput();
        input.Field<NonNullGraphType<UuidType>>("link").Description("The link's `uuid`.");
        return input;
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PreviewLinkChange(NodeId.PostKey(value["id"]!.ToString()!), value);
}
