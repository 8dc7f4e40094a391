namespace Cms.Content.Delivery;

/// <summary>Tells filters that an index serves from those that every post may have to be read for.</summary>
internal static class PostFilterCost
{
    // Each costs a look at every post that is met, indexed or not.
    private const int ManyConditions = 20;

    /// <summary>Whether such a filter has to wait for its turn among the expensive ones.</summary>
    public static bool IsExpensive(PostFilter? filter) => filter is not null && (CountOf(filter) > ManyConditions || !IsIndexed(filter));

    private static bool IsIndexed(PostFilter filter) => filter switch
    {
        PostFilter.And and => and.Of.All(IsIndexed),
        PostFilter.Or or => or.Of.All(IsIndexed),
        PostFilter.Text text => text.Operator is Operator.Equal or Operator.In || (text.Operator == Operator.StartsWith && text.Property != PostText.Language),
        PostFilter.Instant or PostFilter.Ids or PostFilter.Statuses or PostFilter.AnyTerms or PostFilter.AnyLinks => true,
        PostFilter.Featured featured => featured.Value,
        PostFilter.Number number => number.Property != PostNumber.WordCount,
        PostFilter.Terms terms => terms is { Quantifier: not Quantifier.All, Tests: [{ Operator: Operator.Equal or Operator.In }] },
        PostFilter.Links links => links is { Quantifier: Quantifier.Some, Tests: [LinkTest.Text { Property: not LinkText.Name, Operator: Operator.Equal or Operator.In }, ..] },
        PostFilter.Fields fields => fields.Quantifier == Quantifier.Some && fields.Tests.Any(test => test is FieldTest.Name { Operator: Operator.Equal or Operator.In }),
        _ => false,
    };

    private static int CountOf(PostFilter filter) => filter switch
    {
        PostFilter.And and => and.Of.Sum(CountOf),
        PostFilter.Or or => or.Of.Sum(CountOf),
        _ => 1,
    };
}
