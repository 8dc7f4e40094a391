using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>Tags, categories and keywords in all the shapes that blogs write them in.</summary>
internal static class PostTerms
{
    /// <summary>
    /// <c>tag</c>, one tag and never split, then <c>tags</c>. Where Jekyll ignores one of them, keeps <c>a,</c> or lists a tag twice, we do not, and
    /// say so.
    /// </summary>
    /// <param name="blanksSplit">Whether a text without commas is several tags, as for Jekyll, or one.</param>
    public static IReadOnlyList<string> Tags(FrontMatterValue? tag, FrontMatterValue? tags, List<ImportWarning> warnings, bool blanksSplit = true)
    {
        if (!tag.IsNull() && !tags.IsNull())
        {
            warnings.Add(new(tags.LineOf(), "tag-and-tags", "The post has 'tag' and 'tags'; Jekyll reads 'tag' alone, here they are united. Write all in 'tags'."));
        }

        if (HasMap(tag) || HasMap(tags))
        {
            warnings.Add(new(tags.LineOf() ?? tag.LineOf(), "tag-is-map", "A tag that is a map of keys and values was left out. Write it as text, in quotes if it holds a colon."));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unique = new List<string>();
        foreach (var scalar in tag.Scalars().Concat(Split(tags, "tags", warnings, blanksSplit)))
        {
            var text = scalar.Text.Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (seen.Add(SlugRules.TermKey(text)))
            {
                unique.Add(text);
            }
            else
            {
                warnings.Add(new(scalar.LineOf() ?? tags.LineOf(), "tag-twice", $"The tag '{text}' stands there twice, perhaps in another spelling; the first counts."));
            }
        }

        return unique;
    }

    /// <summary>Folders above <c>_posts</c>, then <c>categories</c>, then <c>category</c>: each once, by its exact spelling.</summary>
    public static IReadOnlyList<string> Categories(
        IEnumerable<string> folders, FrontMatterValue? categories, FrontMatterValue? category, List<ImportWarning> warnings, bool blanksSplit = true)
    {
        if (HasMap(categories) || HasMap(category))
        {
            warnings.Add(new(categories.LineOf() ?? category.LineOf(), "category-is-map", "A category that is a map of keys and values was left out. Write it as text."));
        }

        var named = Split(categories, "categories", warnings, blanksSplit).Concat(category.Scalars()).Select(scalar => scalar.Text);
        return [.. folders.Concat(named).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A list, or a text with commas, each once. Keywords hold blanks, so a text without commas is one.</summary>
    public static IReadOnlyList<string> Keywords(FrontMatterValue? keywords)
    {
        var texts = keywords is FrontMatterScalar scalar && !scalar.IsNull()
            ? scalar.Text.Split(',')
            : keywords.Scalars().Select(item => item.Text);
        return [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The values of <c>categories</c>, a text taken apart.</summary>
    public static IEnumerable<FrontMatterScalar> SplitCategories(FrontMatterValue value) => Split(value, "categories", warnings: null);

    private static IEnumerable<FrontMatterScalar> Split(FrontMatterValue? value, string key, List<ImportWarning>? warnings, bool blanksSplit = true)
    {
        if (value is not FrontMatterScalar text || text.IsNull())
        {
            return value.Scalars();
        }

        // '2014,2015' is one number to YAML and two tags to its writer.
        if (!text.Text.Contains(',', StringComparison.Ordinal))
        {
            return blanksSplit ? text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(part => text with { Text = part }) : [text];
        }

        warnings?.Add(new(text.LineOf(), "split-at-commas",
            $"'{key}' is one text with commas and was taken apart at them{(blanksSplit ? "; Jekyll would do so at blanks" : "")}. Write a list: [a, b]."));
        return text.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => text with { Text = part });
    }

    private static bool HasMap(FrontMatterValue? value) => value is FrontMatterMap || (value is FrontMatterList list && list.Items.Any(HasMap));
}
