using System.Text.Json.Serialization;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;

namespace Cms.Content.Delivery;

/// <summary>A typed condition on published posts. REST's parameters and GraphQL's <c>where</c> both become this tree, and it alone becomes SQL, in parameters only.</summary>
/// <remarks>A missing value is a value: it is other than any text, number or moment, and not among any.</remarks>
[JsonDerivedType(typeof(And), "and")]
[JsonDerivedType(typeof(Or), "or")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Instant), "instant")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Featured), "featured")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Statuses), "statuses")]
[JsonDerivedType(typeof(Ids), "ids")]
[JsonDerivedType(typeof(Terms), "terms")]
[JsonDerivedType(typeof(AnyTerms), "anyTerms")]
[JsonDerivedType(typeof(Links), "links")]
[JsonDerivedType(typeof(AnyLinks), "anyLinks")]
[JsonDerivedType(typeof(Fields), "fields")]
[JsonDerivedType(typeof(AnyFields), "anyFields")]
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

        [JsonInclude]
        internal string Condition { get; }
    }

    /// <summary>A condition on working copies: readers see published posts alone, and are refused it.</summary>
    public sealed record Statuses(IReadOnlyList<PostStatus> Values) : PostFilter;

    /// <param name="Among">Whether the post is one of these, or none of them.</param>
    public sealed record Ids(IReadOnlyList<Guid> Values, bool Among = true) : PostFilter;

    /// <summary>A condition on the post's tags, categories, authors or keywords.</summary>
    /// <param name="Tests">All hold for one and the same term.</param>
    public sealed record Terms(Taxonomy Taxonomy, Quantifier Quantifier, IReadOnlyList<TermTest> Tests) : PostFilter
    {
        /// <summary>With a single test.</summary>
        public Terms(Taxonomy taxonomy, Quantifier quantifier, TermMatch match, Operator @operator, IReadOnlyList<string> values)
            : this(taxonomy, quantifier, [new TermTest(match, @operator, values)])
        {
        }

        /// <summary>The terms that are meant, once they are looked up: see <see cref="TermIds"/>.</summary>
        internal int[]? Known { get; init; }

        /// <summary>Whether few posts carry them.</summary>
        internal bool AreRare { get; init; }
    }

    /// <summary>Carries any term of the taxonomy at all, or none.</summary>
    public sealed record AnyTerms(Taxonomy Taxonomy, bool Any) : PostFilter;

    /// <summary>A condition on the post's links, those of its front matter and of its text.</summary>
    /// <param name="Tests">All hold for one and the same link.</param>
    public sealed record Links(Quantifier Quantifier, IReadOnlyList<LinkTest> Tests) : PostFilter;

    /// <summary>Carries any link at all, or none.</summary>
    public sealed record AnyLinks(bool Any) : PostFilter;

    /// <summary>A condition on the post's fields, as <see cref="FilterField"/> has them. Readers' filters find no private field.</summary>
    /// <param name="Tests">All hold for one and the same field.</param>
    public sealed record Fields(Quantifier Quantifier, IReadOnlyList<FieldTest> Tests) : PostFilter;

    /// <summary>Has any field at all, or none.</summary>
    public sealed record AnyFields(bool Any) : PostFilter;
}

/// <summary>What is asked of a term.</summary>
/// <param name="Match">What <paramref name="Values"/> are compared with.</param>
public sealed record TermTest(TermMatch Match, Operator Operator, IReadOnlyList<string> Values);

/// <summary>What is asked of a link as a post carries it.</summary>
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Place), "place")]
public abstract record LinkTest
{
    /// <summary>A null in the values stands for a missing host: that of a path.</summary>
    public sealed record Text(LinkText Property, Operator Operator, IReadOnlyList<string?> Values) : LinkTest;

    public sealed record Place(Operator Operator, IReadOnlyList<LinkPlace> Values) : LinkTest;
}

/// <summary>What is asked of a field.</summary>
[JsonDerivedType(typeof(Name), "name")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Boolean), "boolean")]
[JsonDerivedType(typeof(Date), "date")]
public abstract record FieldTest
{
    public sealed record Name(Operator Operator, IReadOnlyList<string> Values) : FieldTest;

    /// <summary>A null in the values stands for a field without text: a map or an empty list.</summary>
    public sealed record Text(Operator Operator, IReadOnlyList<string?> Values) : FieldTest;

    public sealed record Number(Operator Operator, IReadOnlyList<double> Values) : FieldTest;

    /// <param name="Operator"><see cref="Operator.Equal"/> or <see cref="Operator.NotEqual"/>.</param>
    public sealed record Boolean(Operator Operator, bool Value) : FieldTest;

    public sealed record Date(Operator Operator, IReadOnlyList<DateTimeOffset> Values) : FieldTest;
}
