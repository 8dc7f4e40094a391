using Cms.Content.Posts;
using Cms.Content.Taxonomies;

namespace Cms.Content.Delivery;

/// <summary>A typed condition on published posts. REST's parameters and GraphQL's <c>where</c> both become this tree, and it alone becomes SQL, in parameters only.</summary>
public abstract record PostFilter
{
    public sealed record And(IReadOnlyList<PostFilter> Of) : PostFilter;

    public sealed record Or(IReadOnlyList<PostFilter> Of) : PostFilter;

    /// <summary>A text property against one value, or several for <see cref="Operator.In"/> and <see cref="Operator.NotIn"/>. A null in the values stands for a missing one.</summary>
    public sealed record Text(PostText Property, Operator Operator, IReadOnlyList<string?> Values) : PostFilter;

    public sealed record Instant(PostInstant Property, Operator Operator, IReadOnlyList<DateTimeOffset> Values) : PostFilter;

    public sealed record Number(PostNumber Property, Operator Operator, IReadOnlyList<long> Values) : PostFilter;

    public sealed record Featured(bool Value) : PostFilter;

    /// <summary>Found by a search: see <see cref="Search.PostSearch.FilterAsync"/>.</summary>
    public sealed record Found : PostFilter
    {
        internal Found(string condition) => Condition = condition;

        internal string Condition { get; }
    }

    /// <summary>A condition on working copies: readers see published posts alone, and are refused it.</summary>
    public sealed record Statuses(IReadOnlyList<PostStatus> Values) : PostFilter;

    public sealed record Ids(IReadOnlyList<Guid> Values) : PostFilter;

    /// <summary>A condition on the post's tags, categories, authors or keywords.</summary>
    /// <param name="Match">What <paramref name="Values"/> are compared with.</param>
    public sealed record Terms(Taxonomy Taxonomy, Quantifier Quantifier, TermMatch Match, Operator Operator, IReadOnlyList<string> Values) : PostFilter;

    /// <summary>Carries any term of the taxonomy at all, or none.</summary>
    public sealed record AnyTerms(Taxonomy Taxonomy, bool Any) : PostFilter;
}

public enum PostText
{
    Title,
    Slug,
    Path,
    Language,
}

public enum PostInstant
{
    PublishedAt,
    ModifiedAt,
}

public enum PostNumber
{
    Year,
    Month,
    WordCount,
}

public enum Operator
{
    Equal,
    NotEqual,
    In,
    NotIn,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,

    /// <summary>Takes its text literally: <c>%</c> is a per cent sign.</summary>
    Contains,
    StartsWith,
}

public enum Quantifier
{
    Some,
    None,
    All,
}

public enum TermMatch
{
    Slug,
    Name,

    /// <summary>REST's filters take either, a slug before a name.</summary>
    SlugOrName,
}
