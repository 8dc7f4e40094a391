using Cms.Content.Delivery;
using Cms.Content.Links;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>What is asked of one link.</summary>
internal sealed record LinkCondition(IReadOnlyList<LinkTest> Tests);

internal sealed class PostLinkFilterInput : InputObjectGraphType<LinkCondition>
{
    public PostLinkFilterInput()
    {
        Name = "PostLinkFilterInput";
        Description = "A condition on a link as a post carries it. Its fields hold together, for one and the same link.";
        Field<StringOperationFilterInput>("url").Description("Compares the URL, or the path.");
        Field<StringOperationFilterInput>("host").Description("Compares the host, whatever its case; null for that of a path.");
        Field<StringOperationFilterInput>("name").Description("Compares what the post calls it.");
        Field<LinkPlaceOperationFilterInput>("place").Description("Compares where in the post it stands.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var tests = value.SelectMany(field => Comparison.Of(field).Select(comparison => TestOf(field.Key, comparison))).ToList();
        return tests.Count > 0 ? new LinkCondition(tests) : throw Comparison.Refusal("A condition on a link needs an operator. Use 'any: true' for posts with any.");
    }

    internal static LinkTest TestOf(string name, Comparison comparison) => name switch
    {
        "url" => new LinkTest.Text(LinkText.Url, comparison.Operator, comparison.ValuesOf<string?>()),
        "host" => new LinkTest.Text(LinkText.Host, comparison.Operator, comparison.ValuesOf<string?>()),
        "name" => new LinkTest.Text(LinkText.Name, comparison.Operator, comparison.ValuesOf<string?>()),
        _ => new LinkTest.Place(comparison.Operator, comparison.ValuesOf<LinkPlace>()),
    };
}

internal sealed class PostLinkListFilterInput() : ListFilterInput<PostLinkFilterInput, LinkCondition>(
    "PostLinkListFilterInput", "A condition on all links of a post, those of its front matter and of its text.")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => ReadAll(value)
        .ConvertAll(part => part.Condition is { } condition ? new PostFilter.Links(part.Quantifier, condition.Tests) : (PostFilter)new PostFilter.AnyLinks(part.Any));
}
