using Cms.Content;
using Cms.Content.Taxonomies;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

internal sealed class TagSortInput : InputObjectGraphType<object>
{
    public TagSortInput()
    {
        Name = "TagSortInput";
        Description = "What tags are sorted by: either `{ name: ASC }` or `{ count: DESC }`.";
        Field<SortDirectionType>("name").Description("By the name; ascending only.");
        Field<SortDirectionType>("count").Description("By how many posts carry the tag; descending only, then by name.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => value.ToList() switch
    {
        [{ Key: "name", Value: SortDirection.Ascending }] => TermSort.Name,
        [{ Key: "count", Value: SortDirection.Descending }] => TermSort.CountDescending,
        _ => throw Refusal(),
    };

    /// <summary>The argument <c>order</c>; by name without it.</summary>
    public static TermSort Read(IResolveFieldContext context) => context.GetArgument<object?>("order") switch
    {
        null => TermSort.Name,
        IEnumerable<object?> entries when entries.ToList() is [TermSort sort] => sort,
        _ => throw Refusal(),
    };

    private static ContentException Refusal() => new(new ContentError.InvalidParameter("order", "'order' takes exactly one entry, either [{ name: ASC }] or [{ count: DESC }]."));
}
