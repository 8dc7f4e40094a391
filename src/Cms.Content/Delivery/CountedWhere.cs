namespace Cms.Content.Delivery;

/// <summary>Conditions on what is listed together with how many posts carry it: those that hold before it is counted, so that little has to be, and those on the count.</summary>
internal sealed record CountedWhere(string Before, string After)
{
    public static CountedWhere All { get; } = new("true", "true");

    /// <param name="partsOf">What a conjunction or an alternative is made of; null for what is neither.</param>
    /// <param name="isAll">Whether it is a conjunction.</param>
    /// <param name="isCount">Whether it is a condition on the count.</param>
    public static CountedWhere Of<TFilter>(
        TFilter filter, Func<TFilter, IReadOnlyList<TFilter>?> partsOf, Func<TFilter, bool> isAll, Func<TFilter, bool> isCount, Func<TFilter, string> sqlOf)
    {
        var parts = Together(filter).ToLookup(NeedsCount);
        return new(Join(parts[false].Select(sqlOf), " and ", "true"), Join(parts[true].Select(sqlOf), " and ", "true"));

        IEnumerable<TFilter> Together(TFilter one) => isAll(one) ? partsOf(one)!.SelectMany(Together) : [one];

        bool NeedsCount(TFilter one) => isCount(one) || partsOf(one)?.Any(NeedsCount) == true;
    }

    public static string Join(IEnumerable<string> conditions, string separator, string empty)
    {
        var all = string.Join(separator, conditions);
        return all.Length == 0 ? empty : $"({all})";
    }
}
