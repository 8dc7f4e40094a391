using System.Text.Json.Serialization;
using Cms.Content.Delivery;

namespace Cms.Content.Taxonomies;

/// <summary>A typed condition on terms themselves, as <see cref="PostFilter"/> is one on posts.</summary>
[JsonDerivedType(typeof(And), "and")]
[JsonDerivedType(typeof(Or), "or")]
[JsonDerivedType(typeof(Named), "named")]
[JsonDerivedType(typeof(Description), "description")]
[JsonDerivedType(typeof(Count), "count")]
public abstract record TermFilter
{
    public sealed record And(IReadOnlyList<TermFilter> Of) : TermFilter;

    public sealed record Or(IReadOnlyList<TermFilter> Of) : TermFilter;

    public sealed record Named(TermTest Test) : TermFilter;

    /// <summary>A null in the values stands for a term that nobody has described.</summary>
    public sealed record Description(Operator Operator, IReadOnlyList<string?> Values) : TermFilter;

    /// <summary>How many published posts carry it.</summary>
    public sealed record Count(Operator Operator, IReadOnlyList<long> Values) : TermFilter;

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for one beyond <see cref="PostFilterBounds"/>.</exception>
    public static void Check(TermFilter filter) => PostFilterBounds.Check(filter, PartsOf, of => of switch
    {
        Named named => (1, named.Test.Values.Count),
        Description description => (1, description.Values.Count),
        Count count => (1, count.Values.Count),
        _ => (1, 0),
    });

    /// <summary>Those that a conjunction or an alternative is made of; null for what is neither.</summary>
    internal static IReadOnlyList<TermFilter>? PartsOf(TermFilter filter) => filter switch
    {
        And and => and.Of,
        Or or => or.Of,
        _ => null,
    };
}
