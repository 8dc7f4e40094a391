namespace Cms.Content.Delivery;

/// <summary>How much one filter may ask for. More was not written by a person, and each condition costs PostgreSQL time to plan.</summary>
public static class PostFilterBounds
{
    public const int MaximumDepth = 32;
    public const int MaximumConditions = 200;

    /// <summary>In one list.</summary>
    public const int MaximumValues = 500;

    /// <summary>In the whole filter.</summary>
    public const int MaximumValuesInAll = 2000;

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for a filter beyond them.</exception>
    public static void Check(PostFilter filter) => Check(filter, PartsOf, SizeOf);

    /// <summary>The same of conditions on something else.</summary>
    /// <param name="partsOf">What a conjunction or an alternative is made of; null for what is neither.</param>
    /// <param name="sizeOf">How many conditions and values such a one is.</param>
    internal static void Check<TFilter>(TFilter filter, Func<TFilter, IReadOnlyList<TFilter>?> partsOf, Func<TFilter, (long Conditions, long Values)> sizeOf)
    {
        var (conditions, values) = Measure(filter, 1);
        if (conditions > MaximumConditions)
        {
            throw Refusal($"The filter has more than {MaximumConditions} conditions. Use 'in' for many values of one field.");
        }

        if (values > MaximumValuesInAll)
        {
            throw Refusal($"The filter has {values} values, and {MaximumValuesInAll} are the most. Ask in several questions.");
        }

        (long Conditions, long Values) Measure(TFilter one, int depth)
        {
            if (depth > MaximumDepth)
            {
                throw Refusal($"The filter is nested more than {MaximumDepth} deep. Flatten it.");
            }

            if (partsOf(one) is not { } parts)
            {
                return sizeOf(one);
            }

            var (all, compared) = (0L, 0L);
            foreach (var part in parts)
            {
                var more = Measure(part, depth + 1);
                (all, compared) = (all + more.Conditions, compared + more.Values);
            }

            return (all, compared);
        }
    }

    internal static long ValuesOf(LinkTest test) => test switch
    {
        LinkTest.Text text => text.Values.Count,
        LinkTest.Place place => place.Values.Count,
        _ => 1,
    };

    private static IReadOnlyList<PostFilter>? PartsOf(PostFilter filter) => filter switch
    {
        PostFilter.And and => and.Of,
        PostFilter.Or or => or.Of,
        _ => null,
    };

    private static (long Conditions, long Values) SizeOf(PostFilter filter) => filter switch
    {
        PostFilter.Text text => (1, text.Values.Count),
        PostFilter.Instant instant => (1, instant.Values.Count),
        PostFilter.Number number => (1, number.Values.Count),
        PostFilter.Ids ids => (1, ids.Values.Count),
        PostFilter.Terms terms => (1 + terms.Tests.Count, terms.Tests.Sum(test => (long)test.Values.Count)),
        PostFilter.Links links => (1 + links.Tests.Count, links.Tests.Sum(ValuesOf)),
        PostFilter.Fields fields => (1 + fields.Tests.Count, fields.Tests.Sum(test => (long)ValuesOf(test))),
        _ => (1, 0),
    };

    private static int ValuesOf(FieldTest test) => test switch
    {
        FieldTest.Name name => name.Values.Count,
        FieldTest.Text text => text.Values.Count,
        FieldTest.Number number => number.Values.Count,
        FieldTest.Date date => date.Values.Count,
        _ => 1,
    };

    private static ContentException Refusal(string reason) => new(new ContentError.InvalidParameter("where", reason));
}
