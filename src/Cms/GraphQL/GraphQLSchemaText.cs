using GraphQL;
using GraphQL.Utilities;

namespace Cms.GraphQL;

/// <summary>The schema as text: what <c>cms schema</c> prints and <c>schema/schema.graphql</c> holds.</summary>
public static class GraphQLSchemaText
{
    public static string Print()
    {
        using var schema = new CmsSchema();
        var text = schema.Print(new PrintOptions { IncludeDescriptions = true, StringComparison = StringComparison.Ordinal });
        return text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
