using System.Globalization;
using System.Text.RegularExpressions;

namespace Cms.Content.Posts;

/// <summary>What a permalink's placeholders stand for.</summary>
/// <param name="Slug">The name that <c>:title</c> and <c>:slug</c> are made of: front matter's <c>slug</c> unchanged, else the file name's part.</param>
/// <param name="Categories">In their own spelling.</param>
/// <param name="LocalTime">The post's date on the clock of its source's zone: its day in the address is the local one.</param>
/// <param name="File">The file's path without extension, and without <c>_posts</c>; for <c>:path</c> and <c>:name</c>.</param>
public sealed record PermalinkValues(string Slug, IReadOnlyList<string> Categories, DateTime LocalTime, string File);

/// <summary>A permalink, filled in.</summary>
/// <param name="Path">Percent-decoded, with its leading slash; empty when there is an unknown key.</param>
/// <param name="UnknownKey">The placeholder that does not exist, without its colon. Jekyll stops there.</param>
public readonly record struct PermalinkPath(string Path, string? UnknownKey);

/// <summary>Jekyll's permalinks: its named styles, its placeholders, and how it cleans what comes out.</summary>
public static partial class Permalink
{
    /// <summary>The template that a site's <c>permalink</c> names: one of Jekyll's styles, or the text itself. Null is the style <c>date</c>.</summary>
    public static string TemplateOf(string? style) => style switch
    {
        null or "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        _ => style,
    };

    /// <summary>Fills a template in. The text between placeholders may be percent-encoded; values are taken as they are.</summary>
    public static PermalinkPath Expand(string template, PermalinkValues values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        string? unknown = null;
        var path = Fill(template, Placeholder, key =>
        {
            // ':year_:title' is a year, an underscore and a title.
            var value = ValueOf(key, values) ?? (key.EndsWith('_') && ValueOf(key[..^1], values) is { } shorter ? $"{shorter}_" : null);
            unknown ??= value is null ? key : null;
            return value ?? "";
        });
        return unknown is null ? new(Clean(path), UnknownKey: null) : new("", unknown);
    }

    /// <summary>
    /// The first character of a template with which a path ends or a browser changes it; null where there is none. In links to the post it would be
    /// encoded, and so be another address than the one that its author wrote.
    /// </summary>
    public static char? NotOfPaths(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.AsSpan().IndexOfAny("?#\\") is >= 0 and var at ? template[at] : null;
    }

    /// <summary>Replaces placeholders, which start with a colon, by what stands for them. The text between them is percent-decoded.</summary>
    internal static string Fill(string template, Regex placeholder, Func<string, string> valueOf)
    {
        var path = new System.Text.StringBuilder();
        var end = 0;
        foreach (var match in placeholder.EnumerateMatches(template))
        {
            path.Append(Uri.UnescapeDataString(template[end..match.Index])).Append(valueOf(template.Substring(match.Index + 1, match.Length - 1)));
            end = match.Index + match.Length;
        }

        return path.Append(Uri.UnescapeDataString(template[end..])).ToString();
    }

    /// <summary>A path that another post has, made one of its own. The number goes before a file ending and a closing slash: /a.html becomes /a-2.html, /a/ becomes /a-2/.</summary>
    public static string Numbered(string path, int number)
    {
        ArgumentNullException.ThrowIfNull(path);
        var end = path.EndsWith('/') ? path.Length - 1 : path.Length;
        var dot = path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? path.Length - ".html".Length : end;
        return string.Create(CultureInfo.InvariantCulture, $"{path[..dot]}-{number}{path[dot..]}");
    }

    /// <summary>A path as every path of the store is: with one leading slash, none doubled, no dots that lead up, no NUL.</summary>
    // Jekyll's sanitize_url, in its order. PostgreSQL's text takes no NUL, which an encoded one would become.
    internal static string Clean(string path)
    {
        var clean = $"/{path}"
            .Replace("\0", "", StringComparison.Ordinal)
            .Replace("..", "/", StringComparison.Ordinal)
            .Replace("./", "", StringComparison.Ordinal);
        return Slashes.Replace(clean, "/");
    }

    private static string? ValueOf(string key, PermalinkValues values)
    {
        var time = values.LocalTime;
        return key switch
        {
            "title" => SlugRules.TitleSlug(values.Slug),
            "slug" => SlugRules.Slug(values.Slug),
            "categories" => string.Join('/', values.Categories.Select(SlugRules.Lower).Distinct(StringComparer.Ordinal)),
            "slugified_categories" => string.Join('/', values.Categories.Select(SlugRules.Slug).Distinct(StringComparer.Ordinal)),
            "year" => Format(time, "yyyy"),
            "short_year" => Format(time, "yy"),
            "month" => Format(time, "MM"),
            "i_month" => Format(time, "%M"),
            "short_month" => Format(time, "MMM"),
            "long_month" => Format(time, "MMMM"),
            "day" => Format(time, "dd"),
            "i_day" => Format(time, "%d"),
            "y_day" => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            "w_year" => ISOWeek.GetYear(time).ToString("0000", CultureInfo.InvariantCulture),
            "week" => ISOWeek.GetWeekOfYear(time).ToString("00", CultureInfo.InvariantCulture),
            "w_day" => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            "short_day" => Format(time, "ddd"),
            "long_day" => Format(time, "dddd"),
            "hour" => Format(time, "HH"),
            "minute" => Format(time, "mm"),
            "second" => Format(time, "ss"),
            "path" => values.File,
            "name" => SlugRules.Slug(values.File[(values.File.LastIndexOf('/') + 1)..]),
            "collection" => "posts",
            "output_ext" => ".html",
            _ => null,
        };
    }

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    // Not by an automaton, which would be made anew at each start: nothing here is tried twice.
    [GeneratedRegex(":[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex("/{2,}", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Slashes { get; }
}
