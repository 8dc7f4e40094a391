using GraphQL.Types;

namespace Cms.GraphQL.Fields;

internal sealed class UuidType : GuidGraphType
{
    public UuidType()
    {
        Name = "UUID";
        Description = "A UUID as RFC 9562 writes it: 32 hexadecimal digits in five groups.";
    }
}
