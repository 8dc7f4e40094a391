using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cms.Content.Posts;

namespace Cms.Content.Import.Hugo;

/// <summary>What Hugo's placeholders stand for.</summary>
/// <param name="Slug">The front matter's; null without one.</param>
/// <param name="Time">The page's date on the clock that it is written in.</param>
internal sealed record HugoPermalinkValues(HugoFile File, string? Slug, string Title, DateTime Time, bool KeepsCase)
{
    private const string AlsoKept = "./\\_#+~-@";

    /// <summary>Hugo's <c>urlize</c>: lower case, blanks become one hyphen, and what is neither letter nor digit nor one of a few marks goes.</summary>
    public string Urlize(string text)
    {
        var url = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in (KeepsCase ? text : SlugRules.Lower(text)).EnumerateRunes())
        {
            var isKept = Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                || (rune.IsBmp && AlsoKept.Contains((char)rune.Value, StringComparison.Ordinal));
            if (isKept)
            {
                _ = gap && rune.Value != '-' ? url.Append('-') : url;
                url.Append(rune);
                gap = false;
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                gap = url.Length > 0 && url[^1] != '-';
            }
        }

        return url.ToString();
    }
}

/// <summary>Fills in the patterns of Hugo's <c>permalinks</c> (https://gohugo.io/configuration/permalinks/).</summary>
internal static partial class HugoPermalink
{
    /// <param name="unknown">A placeholder that does not exist, without its colon; null when all do.</param>
    public static string Expand(string pattern, HugoPermalinkValues values, out string? unknown)
    {
        string? missing = null;
        var path = Permalink.Fill(pattern, Placeholder, key =>
        {
            var value = ValueOf(key, values);
            missing ??= value is null ? key : null;
            return value ?? "";
        });
        unknown = missing;
        return path;
    }

    private static string? ValueOf(string key, HugoPermalinkValues values)
    {
        var time = values.Time;
        return key switch
        {
            "year" => Format(time, "yyyy"),
            "month" => Format(time, "MM"),
            "monthname" => Format(time, "MMMM"),
            "day" => Format(time, "dd"),
            "weekday" => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            "weekdayname" => Format(time, "dddd"),
            "yearday" => time.DayOfYear.ToString(CultureInfo.InvariantCulture),
            "section" => values.Urlize(values.File.Section),
            "title" => values.Urlize(values.Title),
            "slug" => values.Urlize(values.Slug ?? values.Title),
            "filename" or "contentbasename" => values.Urlize(values.File.BaseName),
            "slugorfilename" or "slugorcontentbasename" => values.Urlize(values.Slug ?? values.File.BaseName),
            "2006" => Format(time, "yyyy"),
            "06" => Format(time, "yy"),
            "01" => Format(time, "MM"),
            "1" => Format(time, "%M"),
            "02" => Format(time, "dd"),
            "2" => Format(time, "%d"),
            "Jan" => Format(time, "MMM"),
            "January" => Format(time, "MMMM"),
            _ when key.StartsWith("sections", StringComparison.Ordinal) => Sections(key["sections".Length..], values),
            _ => null,
        };
    }

    // ':sections[1:]', ':sections[last]', ':sections[0]', ':sections[:1]'.
    private static string? Sections(string slice, HugoPermalinkValues values)
    {
        var sections = values.File.Sections.Length == 0 ? [] : values.File.Sections.Split('/').Select(values.Urlize).ToArray();
        if (slice.Length == 0)
        {
            return string.Join('/', sections);
        }

        var bounds = slice.Trim('[', ']').Split(':');
        var last = sections.Length - 1;
        return bounds switch
        {
            [var index] when At(index) is { } at => at >= 0 && at <= last ? sections[at] : "",
            [var from, var to] when At(from.Length == 0 ? "0" : from) is { } start && (to.Length == 0 ? sections.Length : At(to)) is { } end =>
                string.Join('/', sections.Skip(start).Take(Math.Max(0, end - start))),
            _ => null,
        };

        int? At(string bound) => bound == "last" ? last : int.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@":(?:[a-zA-Z]+|[0-9]+)(?:\[[^\]]*\])?", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder { get; }
}
