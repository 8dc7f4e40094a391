using GraphQL.Types;

namespace Cms.GraphQL.Nodes;

internal sealed class NodeType : InterfaceGraphType<object>
{
    public NodeType()
    {
        Name = "Node";
        Description = "Anything with an id, by which `node` finds it again.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque, the same in every answer.");
    }
}
