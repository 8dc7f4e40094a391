using System.Text.Json.Serialization;
using Cms.Content.Delivery;

namespace Cms.Content.Links;

/// <summary>A typed condition on links themselves, as <see cref="PostFilter"/> is one on posts.</summary>
[JsonDerivedType(typeof(And), "and")]
[JsonDerivedType(typeof(Or), "or")]
[JsonDerivedType(typeof(Like), "like")]
[JsonDerivedType(typeof(Count), "count")]
[JsonDerivedType(typeof(Mentioning), "mentioning")]
public abstract record LinkFilter
{
    public sealed record And(IReadOnlyList<LinkFilter> Of) : LinkFilter;

    public sealed record Or(IReadOnlyList<LinkFilter> Of) : LinkFilter;

    /// <summary>A published post carries it like this.</summary>
    /// <param name="Tests">All hold for the link, and for one and the same post that carries it.</param>
    /// <param name="By">So do these for that post.</param>
    public sealed record Like(IReadOnlyList<LinkTest> Tests, IReadOnlyList<CarrierTest> By) : LinkFilter;

    /// <summary>How many published posts carry it.</summary>
    public sealed record Count(Operator Operator, IReadOnlyList<long> Values) : LinkFilter;

    /// <summary>Has the text in its URL, or in what a post calls it: literally, whatever the case.</summary>
    public sealed record Mentioning(string Text) : LinkFilter;

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for one beyond <see cref="PostFilterBounds"/>.</exception>
    public static void Check(LinkFilter filter) => PostFilterBounds.Check(filter, PartsOf, of => of switch
    {
        Like like => (1 + like.Tests.Count + like.By.Count, like.Tests.Sum(PostFilterBounds.ValuesOf) + like.By.Sum(test => test.Posts.Count)),
        Count count => (1, count.Values.Count),
        _ => (1, 1),
    });

    /// <summary>Those that a conjunction or an alternative is made of; null for what is neither.</summary>
    private static IReadOnlyList<LinkFilter>? PartsOf(LinkFilter filter) => filter switch
    {
        And and => and.Of,
        Or or => or.Of,
        _ => null,
    };
}

/// <summary>Which post carries a link.</summary>
/// <param name="Posts">Slugs or UUIDs.</param>
/// <param name="Among">Whether it is one of these, or none of them.</param>
public sealed record CarrierTest(IReadOnlyList<string> Posts, bool Among = true);
