using Cms.Content;
using Cms.Content.Delivery;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

internal enum SortDirection
{
    Ascending,
    Descending,
}

internal sealed class SortDirectionType : EnumerationGraphType
{
    public SortDirectionType()
    {
        Name = "SortDirection";
        Description = "Which way a list is sorted.";
        Add("ASC", SortDirection.Ascending, "From A to Z, from old to new.");
        Add("DESC", SortDirection.Descending, "From Z to A, from new to old.");
    }
}

internal sealed class PostSortInput : InputObjectGraphType<PostSort>
{
    public PostSortInput()
    {
        Name = "PostSortInput";
        Description = "What posts are sorted by: exactly one field. The id breaks ties.";
        Field<SortDirectionType>("publishedAt").Description("By the date of publication.");
        Field<SortDirectionType>("title").Description("By the title, folded: upper and lower case and accents make no difference at first.");
        Field<SortDirectionType>("modifiedAt").Description("By the date of the last change.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => value.ToList() is [{ Value: SortDirection direction } field]
        ? new PostSort(
            field.Key switch
            {
                "title" => PostSortField.Title,
                "modifiedAt" => PostSortField.ModifiedAt,
                _ => PostSortField.PublishedAt,
            },
            direction == SortDirection.Descending)
        : throw Refusal();

    /// <summary>The argument <c>order</c>; the newest first without it.</summary>
    public static PostSort Read(IResolveFieldContext context) => context.GetArgument<object?>("order") switch
    {
        null => PostSort.Newest,
        IEnumerable<object?> entries when entries.ToList() is [PostSort sort] => sort,
        _ => throw Refusal(),
    };

    private static ContentException Refusal() => new(new ContentError.InvalidParameter("order", "'order' takes exactly one entry with one field, such as [{ publishedAt: DESC }]."));
}
