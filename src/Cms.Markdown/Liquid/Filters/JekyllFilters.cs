using System.Collections.Frozen;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>All filters: Liquid's as Fluid has them where it has them as Ruby does, ours for the others and for Jekyll's; each within the bounds.</summary>
internal static class JekyllFilters
{
    // Those of Fluid that Liquid has not; some would make a gigabyte of a few characters.
    private static readonly FrozenSet<string> Unwanted = FrozenSet.Create(
        StringComparer.Ordinal, "handle", "handleize", "json", "raw", "time_zone", "format_number", "format_string", "format_date", "md5", "sha1", "sha256", "hmac_sha1", "hmac_sha256");

    private static readonly FrozenSet<string> Known = new[] { TextFilters.All, UrlFilters.All, DateFilters.All, ListFilters.All, GroupFilters.All, NumberFilters.All }
        .SelectMany(filters => filters.Select(filter => filter.Name))
        .Concat(new TemplateOptions().Filters.Select(filter => filter.Key).Where(name => !Unwanted.Contains(name)))
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string name) => Known.Contains(name);

    public static void Add(FilterCollection filters)
    {
        foreach (var (name, filter) in new[] { TextFilters.All, UrlFilters.All, DateFilters.All, ListFilters.All, GroupFilters.All, NumberFilters.All }.SelectMany(all => all))
        {
            filters.AddFilter(name, filter);
        }

        foreach (var name in Unwanted)
        {
            filters.AddFilter(name, (input, _, _) => new(input));
        }

        foreach (var (name, filter) in filters.ToList())
        {
            filters.AddFilter(name, Around(name, filter));
        }
    }

    private static FilterDelegate Around(string name, FilterDelegate filter) => async (input, arguments, context) =>
    {
        var expansion = LiquidExpansion.Of(context);
        expansion.Bounds.Spend(10 + LiquidBounds.CostOf(input) + (arguments.Count == 0 ? 0 : arguments.Values.Sum(LiquidBounds.CostOf)));
        try
        {
            return expansion.Bounds.Check(await filter(input, arguments, context));
        }
        catch (Exception failure) when (!LiquidExpander.Ends(failure))
        {
            expansion.Warn("liquid-filter-failed", $"The filter \"{name}\" can't be used on this value, which was left as it is: {failure.Message}");
            return input;
        }
    };
}
