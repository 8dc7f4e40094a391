namespace Cms.Content.Delivery;

/// <summary>Conditions on what is listed together with how many posts carry it: those that hold before it is counted, so that little has to be, and those on the count.</summary>
internal sealed record CountedWhere(string Before, string After)
{
    public static CountedWhere All { get; } = new("true", "true");

    /// <param name="partsOf">What all has to hold; null for what is not a conjunction.</param>
    public static CountedWhere Of<TFilter>(TFilter filter, Func<TFilter, IReadOnlyList<TFilter>?> partsOf, Func<TFilter, bool> needsCount, Func<TFilter, string> sqlOf)
    {
        var parts = Together(filter).ToLookup(needsCount);
        return new(Join(parts[false].Select(sqlOf), " and ", "true"), Join(parts[true].Select(sqlOf), " and ", "true"));

        IEnumerable<TFilter> Together(TFilter one) => partsOf(one)?.SelectMany(Together) ?? [one];
    }

    public static string Join(IEnumerable<string> conditions, string separator, string empty)
    {
        var all = string.Join(separator, conditions);
        return all.Length == 0 ? empty : $"({all})";
    }
}
