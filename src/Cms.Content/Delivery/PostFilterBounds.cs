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
    public static void Check(PostFilter filter)
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
    }

    private static (long Conditions, long Values) Measure(PostFilter filter, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Refusal($"The filter is nested more than {MaximumDepth} deep. Flatten it.");
        }

        return filter switch
        {
            PostFilter.And and => Together(and.Of, depth),
            PostFilter.Or or => Together(or.Of, depth),
            PostFilter.Text text => (1, text.Values.Count),
            PostFilter.Instant instant => (1, instant.Values.Count),
            PostFilter.Number number => (1, number.Values.Count),
            PostFilter.Ids ids => (1, ids.Values.Count),
            PostFilter.Terms terms => (1 + terms.Tests.Count, terms.Tests.Sum(test => (long)test.Values.Count)),
            PostFilter.Links links => (1 + links.Tests.Count, links.Tests.Sum(test => (long)ValuesOf(test))),
            PostFilter.Fields fields => (1 + fields.Tests.Count, fields.Tests.Sum(test => (long)ValuesOf(test))),
            _ => (1, 0),
        };
    }

    private static (long Conditions, long Values) Together(IReadOnlyList<PostFilter> filters, int depth)
    {
        var (conditions, values) = (1L, 0L);
        foreach (var filter in filters)
        {
            var more = Measure(filter, depth + 1);
            (conditions, values) = (conditions + more.Conditions, values + more.Values);
        }

        return (conditions, values);
    }

    private static int ValuesOf(LinkTest test) => test switch
    {
        LinkTest.Text text => text.Values.Count,
        LinkTest.Place place => place.Values.Count,
        _ => 1,
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
