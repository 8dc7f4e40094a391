using Cms.Content.Delivery;

namespace Cms.Content.Taxonomies;

/// <summary>Conditions on terms together with how many posts carry them: those that hold before that is counted, so that little has to be, and those on the count.</summary>
internal sealed record CountedWhere(string Before, string After)
{
    public static CountedWhere All { get; } = new("true", "true");

    public static CountedWhere Of(TermFilter filter, Func<TermFilter, string> sqlOf)
    {
        var parts = Together(filter).ToLookup(NeedsCount);
        return new(Join(parts[false]), Join(parts[true]));

        string Join(IEnumerable<TermFilter> all) => ValueSql.Join(all.Select(sqlOf), " and ", "true");

        static IEnumerable<TermFilter> Together(TermFilter one) => one is TermFilter.And and ? and.Of.SelectMany(Together) : [one];

        static bool NeedsCount(TermFilter one) => one is TermFilter.Count || TermFilter.PartsOf(one)?.Any(NeedsCount) == true;
    }
}
