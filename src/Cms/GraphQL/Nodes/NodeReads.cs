using System.Globalization;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Terms;
using GraphQL;

namespace Cms.GraphQL.Nodes;

/// <summary>Finds objects by their opaque ids.</summary>
internal static class NodeReads
{
    /// <summary>The object or null, read together with the others that are asked for.</summary>
    public static object? Find(IResolveFieldContext context, string id)
    {
        var store = context.Store();
        var node = NodeId.Parse(id);
        if (node.Type is "Post" or "Link")
        {
            return !Guid.TryParseExact(node.Key, "D", out var key) ? null
                : node.Type == "Link" ? store.Link(key)
                : store.Post(key, context.Operation().Parts.Of(context));
        }

        return Enum.TryParse<Taxonomy>(node.Type, out var taxonomy) && Enum.IsDefined(taxonomy)
            && int.TryParse(node.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var term)
            ? store.Term(taxonomy, term, found => found is null ? null : TermNode.Of(found))
            : null;
    }
}
