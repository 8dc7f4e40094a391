using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Tags, categories and keywords as values of front matter, each item spelt as the file spells it already.</summary>
internal static class TermValues
{
    private static readonly string[] CollectionsOfEleventy = ["post", "posts"];

    /// <summary>What the file's own keys name.</summary>
    public static IReadOnlyList<string> Read(string plural, FrontMatterValue? many, FrontMatterValue? one, Generator generator)
    {
        var blanksSplit = generator is Generator.Jekyll or Generator.Octopress or Generator.Markdown;
        return plural == "tags" ? PostTerms.Tags(one, many, [], blanksSplit)
            : PostTerms.Categories([], many, generator == Generator.Hexo && !many.IsNull() ? null : one, [], blanksSplit);
    }

    /// <summary>Null for none.</summary>
    /// <param name="written">What the key holds now.</param>
    public static FrontMatterValue? Of(IReadOnlyList<string> terms, FrontMatterValue? written, Generator generator)
    {
        var known = new Dictionary<string, FrontMatterScalar>(StringComparer.Ordinal);
        foreach (var scalar in written.Scalars())
        {
            known.TryAdd(scalar.Text.Trim(), scalar);
        }

        // Eleventy's tags say besides which pages are posts at all.
        var collections = generator == Generator.Eleventy ? known.Values.Where(scalar => CollectionsOfEleventy.Contains(scalar.Text.Trim(), StringComparer.OrdinalIgnoreCase)) : [];
        List<FrontMatterValue> items = [.. collections, .. terms.Select(term => known.GetValueOrDefault(term) ?? FrontMatterScalar.Of(term))];
        return items switch
        {
            [] => null,
            [FrontMatterScalar only] when written is FrontMatterScalar && !only.Text.Any(letter => char.IsWhiteSpace(letter) || letter == ',') => only,
            _ => new FrontMatterList(items),
        };
    }

    /// <summary>Null for none. A text with commas stays one.</summary>
    public static FrontMatterValue? Keywords(IReadOnlyList<string> keywords, FrontMatterValue? written) => keywords switch
    {
        [] => null,
        _ when written is FrontMatterScalar && !written.IsNull() && !keywords.Any(keyword => keyword.Contains(',', StringComparison.Ordinal)) =>
            FrontMatterScalar.Of(string.Join(", ", keywords)),
        _ => Of(keywords, written is FrontMatterList ? written : null, Generator.Markdown),
    };
}
