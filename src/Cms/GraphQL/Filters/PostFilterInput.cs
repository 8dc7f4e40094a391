using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Nodes;

namespace Cms.GraphQL.Filters;

/// <summary>The argument <c>where</c>, read into the filter that delivery takes.</summary>
internal sealed class PostFilterInput : FilterInput<PostFilterInput, PostFilter>
{
    public PostFilterInput()
        : base("PostFilterInput", "A condition on posts.")
    {
        Field<IdOperationFilterInput>("id").Description("Compares the id, opaque or as a UUID.");
        Field<PostStatusOperationFilterInput>("status").Description("Where the post stands; with `version: DRAFT`, which takes no other condition.");
        Field<StringOperationFilterInput>("title").Description("Compares the title.");
        Field<StringOperationFilterInput>("slug").Description("Compares the slug.");
        Field<StringOperationFilterInput>("path").Description("Compares the path.");
        Field<StringOperationFilterInput>("language").Description("Compares the language.");
        Field<TermFilterInput>("category").Description("Any of the post's categories is like this.");
        Field<TermListFilterInput>("categories").Description("A condition on the post's categories.");
        Field<TermListFilterInput>("tags").Description("A condition on the post's tags.");
        Field<TermListFilterInput>("keywords").Description("A condition on the post's keywords.");
        Field<TermListFilterInput>("authors").Description("A condition on the post's authors.");
        Field<PostLinkListFilterInput>("links").Description("A condition on the post's links.");
        Field<PostFieldListFilterInput>("fields").Description("A condition on the post's fields.");
        Field<DateTimeOperationFilterInput>("publishedAt").Description("Compares the date of publication.");
        Field<DateTimeOperationFilterInput>("modifiedAt").Description("Compares the date of the last change.");
        Field<IntOperationFilterInput>("year").Description("Compares the year of the post's own day, in its source's time zone.");
        Field<IntOperationFilterInput>("month").Description("Compares the month of that day: 1 to 12.");
        Field<IntOperationFilterInput>("wordCount").Description("Compares the number of words.");
        Field<BooleanOperationFilterInput>("featured").Description("Whether the post is featured.");
    }

    protected override PostFilter And(IReadOnlyList<PostFilter> of) => new PostFilter.And(of);

    protected override PostFilter Or(IReadOnlyList<PostFilter> of) => new PostFilter.Or(of);

    protected override IEnumerable<PostFilter> ConditionsOf(IReadOnlyList<KeyValuePair<string, object?>> fields) => fields.SelectMany(field => ConditionsOf(field.Key, field.Value));

    protected override void Check(PostFilter filter) => PostFilterBounds.Check(filter);

    private static IEnumerable<PostFilter> ConditionsOf(string name, object? value) => (name, value) switch
    {
        ("id", IReadOnlyList<Comparison> comparisons) =>
            comparisons.Select(comparison => new PostFilter.Ids(
            [.. comparison.ValuesOf<object>().Select(id => NodeId.PostKey(id.ToString()!))], comparison.Operator is Operator.Equal or Operator.In)),
        ("status", IReadOnlyList<Comparison> comparisons) => comparisons.Select(StatusesOf),
        ("category", TermCondition condition) => [new PostFilter.Terms(Taxonomy.Category, Quantifier.Some, condition.Tests)],
        ("links" or "fields", IReadOnlyList<PostFilter> conditions) => conditions,
        (_, IReadOnlyList<Func<Taxonomy, PostFilter>> conditions) => conditions.Select(condition => condition(TaxonomyOf(name))),
        ("featured", IReadOnlyList<Comparison> comparisons) =>
            comparisons.Select(comparison => new PostFilter.Featured(comparison.Operator == Operator.Equal == comparison.ValuesOf<bool>()[0])),
        (_, IReadOnlyList<Comparison> comparisons) => comparisons.Select(comparison => Compare(name, comparison)),
        _ => throw Comparison.NoCondition(name),
    };

    private static PostFilter.Statuses StatusesOf(Comparison comparison)
    {
        var named = comparison.ValuesOf<PostStatus>();
        return new(comparison.Operator is Operator.Equal or Operator.In ? named : [.. Enum.GetValues<PostStatus>().Except(named)]);
    }

    private static PostFilter Compare(string name, Comparison comparison) => name switch
    {
        "title" => TextOf(PostText.Title, comparison),
        "slug" => TextOf(PostText.Slug, comparison),
        "path" => TextOf(PostText.Path, comparison),
        "language" => TextOf(PostText.Language, comparison),
        "publishedAt" => new PostFilter.Instant(PostInstant.PublishedAt, comparison.Operator, comparison.ValuesOf<DateTimeOffset>()),
        "modifiedAt" => new PostFilter.Instant(PostInstant.ModifiedAt, comparison.Operator, comparison.ValuesOf<DateTimeOffset>()),
        "year" => NumberOf(PostNumber.Year, comparison),
        "month" => NumberOf(PostNumber.Month, comparison),
        "wordCount" => NumberOf(PostNumber.WordCount, comparison),
        _ => throw new NotSupportedException(name),
    };

    private static PostFilter.Text TextOf(PostText property, Comparison comparison) => new(property, comparison.Operator, comparison.ValuesOf<string?>());

    private static PostFilter.Number NumberOf(PostNumber property, Comparison comparison) =>
        new(property, comparison.Operator, comparison.Numbers());

    private static Taxonomy TaxonomyOf(string name) => name switch
    {
        "tags" => Taxonomy.Tag,
        "categories" => Taxonomy.Category,
        "keywords" => Taxonomy.Keyword,
        "authors" => Taxonomy.Author,
        _ => throw new NotSupportedException(name),
    };
}
