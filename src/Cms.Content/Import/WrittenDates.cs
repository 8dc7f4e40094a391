using System.Globalization;
using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>
/// Dates as Jekyll reads them: SafeYAML's timestamps first, Ruby's lenient <c>Time.parse</c> for all other text. Which of the two it is decides
/// the zone, so quotes and missing seconds change the instant.
/// </summary>
internal static partial class WrittenDates
{
    // Ruby refuses longer texts, too. It bounds the time of every pattern here, so none needs a clock, which a busy machine would run out of.
    private const int LongestDate = 128;

    /// <summary>The instant, in UTC, that a front matter value names; null when it names none.</summary>
    public static DateTimeOffset? Read(FrontMatterScalar scalar, TimeZoneInfo zone)
    {
        var written = Parse(scalar.Text);
        if (written is not { } time)
        {
            return null;
        }

        // A full timestamp without quotes never reaches Time.parse: YAML reads it, and YAML's default zone is UTC.
        var offset = (scalar.Kind == FrontMatterScalarKind.Timestamp ? WrittenZones.OfYaml(time.Zone) : null)
            ?? WrittenZones.OffsetOf(time.Zone, zone)
            ?? (scalar.Kind == FrontMatterScalarKind.Timestamp && time.Zone.Length == 0 ? TimeSpan.Zero : null);
        return ToInstant(time.Clock, offset, zone);
    }

    /// <summary>
    /// The time that a value names, with the offset that it is written with, else the zone's own: as all generators but Jekyll read it, quoted or not.
    /// </summary>
    public static DateTimeOffset? ReadOnClock(FrontMatterScalar scalar, TimeZoneInfo zone)
    {
        if (Parse(scalar.Text) is not { } time)
        {
            return null;
        }

        var written = WrittenZones.OffsetOf(time.Zone, zone);
        if (ToInstant(time.Clock, written, zone) is not { } instant)
        {
            return null;
        }

        var offset = written ?? zone.GetUtcOffset(instant);
        var clock = instant.Ticks + offset.Ticks;
        return offset.Duration() <= TimeSpan.FromHours(14) && clock >= DateTime.MinValue.Ticks && clock <= DateTime.MaxValue.Ticks ? instant.ToOffset(offset) : instant;
    }

    /// <summary>The midnight, in UTC, of a file name's day; null for a day that no calendar has.</summary>
    public static DateTimeOffset? OfFileName(string day, TimeZoneInfo zone) =>
        Parse(day) is { } time ? ToInstant(time.Clock, offset: null, zone) : null;

    private static DateTimeOffset? ToInstant(DateTime clock, TimeSpan? offset, TimeZoneInfo zone)
    {
        var utc = clock.Ticks - (offset ?? zone.GetUtcOffset(clock)).Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(utc, TimeSpan.Zero);
    }

    /// <summary>Ruby's <c>Time.parse</c> as far as blogs need it: the clock, and the zone as it is written.</summary>
    private static (DateTime Clock, string Zone)? Parse(string text)
    {
        if (text.Length > LongestDate)
        {
            return null;
        }

        var rest = Separators.Replace(text, " ");
        var time = TimeOfDay.Match(rest);
        if (time.Success)
        {
            rest = $"{rest.AsSpan(0, time.Index)} {rest.AsSpan(time.Index + time.Length)}";
        }

        if (FindDay(rest) is not { } day || !TryClock(time, out var clock))
        {
            return null;
        }

        // A number that is left over beside a day is its hour.
        if (!time.Success && HourAlone.Match(rest) is { Success: true } hour && Number(hour.Groups["hour"]) <= 24)
        {
            clock = TimeSpan.FromHours(Number(hour.Groups["hour"]));
        }

        // 2014-02-30 is two days after the 28th for Ruby.
        if (day.Year is < 1 or > 9999 || day.Month is < 1 or > 12 || day.Day is < 1 or > 31)
        {
            return null;
        }

        var midnight = new DateTime(day.Year, day.Month, 1).AddDays(day.Day - 1);
        var sinceMidnight = clock + day.Clock;
        return sinceMidnight > DateTime.MaxValue - midnight ? null : (midnight + sinceMidnight, time.Groups["zone"].Value);
    }

    private static bool TryClock(Match time, out TimeSpan clock)
    {
        clock = TimeSpan.Zero;
        if (!time.Success)
        {
            return true;
        }

        var (hour, minute, second) = (Number(time.Groups["hour"]), Number(time.Groups["minute"]), Number(time.Groups["second"]));
        if (time.Groups["half"].Success)
        {
            hour = (hour % 12) + (time.Groups["half"].Value is "p" or "P" ? 12 : 0);
        }

        var fraction = time.Groups["fraction"] is { Length: > 0 } digits ? decimal.Parse($"0.{digits.Value}", CultureInfo.InvariantCulture) : 0;
        clock = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks((long)(fraction * TimeSpan.TicksPerSecond));
        return hour <= 24 && minute <= 59 && second <= 60 && (hour < 24 || (minute == 0 && second == 0));
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // In Ruby's order of trying.
    private static (int Year, int Month, int Day, TimeSpan Clock)? FindDay(string text)
    {
        if (DayThenName.Match(text) is { Success: true } european)
        {
            return Sort(european.Groups["year"].Value, MonthOf(european), european.Groups["day"].Value);
        }

        if (NameThenDay.Match(text) is { Success: true } american)
        {
            return Sort(american.Groups["year"].Value, MonthOf(american), american.Groups["day"].Value);
        }

        if (Era.Match(text) is { Success: true } era)
        {
            var years = StartOfEra(era.Groups["era"].Value) + Number(era.Groups["year"]);
            return (years, Number(era.Groups["month"]), Number(era.Groups["day"]), TimeSpan.Zero);
        }

        foreach (var numbers in (ReadOnlySpan<Regex>)[Hyphens, HyphensAndName, Slashes, Dots])
        {
            if (numbers.Match(text) is { Success: true } match)
            {
                var month = match.Groups["name"].Success ? MonthOf(match) : match.Groups["b"].Value;
                return Sort(match.Groups["a"].Value, month, match.Groups["c"].Value);
            }
        }

        if (MonthAndYear.Match(text) is { Success: true } monthly)
        {
            return Sort(monthly.Groups["year"].Value, monthly.Groups["month"].Value, "1");
        }

        if (DayOfYear.Match(text) is { Success: true } ordinal && Number(ordinal.Groups["day"]) is >= 1 and <= 366 and var number && Number(ordinal.Groups["year"]) is >= 1 and var year)
        {
            var day = new DateTime(year, 1, 1).AddDays(number - 1);
            return (day.Year, day.Month, day.Day, TimeSpan.Zero);
        }

        if (Digits.Match(text) is { Success: true } digits)
        {
            var clock = new TimeSpan(Number(digits.Groups["hour"]), Number(digits.Groups["minute"]), Number(digits.Groups["second"]));
            return (Number(digits.Groups["year"]), Number(digits.Groups["month"]), Number(digits.Groups["day"]), clock);
        }

        return null;
    }

    // Ruby's s3e: a number of more than two digits is the year, wherever it stands; 11-9-2017 is the 11th of September.
    private static (int Year, int Month, int Day, TimeSpan Clock)? Sort(string year, string month, string day)
    {
        if (year.Length == 0 && day.Length > 2)
        {
            (year, day) = (day, "1");
        }

        if (month.Length > 2)
        {
            (year, month, day) = (month, day, year);
        }

        if (day.Length > 2)
        {
            (year, day) = (day, year);
        }

        if (year.Length is 0 or > 4 || month.Length is 0 or > 2 || day.Length is 0 or > 2)
        {
            return null;
        }

        var number = int.Parse(year, CultureInfo.InvariantCulture);
        if (year.Length <= 2)
        {
            number += number >= 69 ? 1900 : 2000;
        }

        return (number, int.Parse(month, CultureInfo.InvariantCulture), int.Parse(day, CultureInfo.InvariantCulture), TimeSpan.Zero);
    }

    private static string MonthOf(Match match) => match.Groups["name"].Value[..3].ToUpperInvariant() switch
    {
        "JAN" => "1",
        "FEB" => "2",
        "MAR" => "3",
        "APR" => "4",
        "MAY" => "5",
        "JUN" => "6",
        "JUL" => "7",
        "AUG" => "8",
        "SEP" => "9",
        "OCT" => "10",
        "NOV" => "11",
        _ => "12",
    };

    // Meiji, Taishō, Shōwa, Heisei and Reiwa, as Japanese calendars count.
    private static int StartOfEra(string letter) => letter.ToUpperInvariant() switch
    {
        "M" => 1867,
        "T" => 1911,
        "S" => 1925,
        "H" => 1988,
        _ => 2018,
    };

    private const string Month = @"(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

    [GeneratedRegex(@"[^-+',./:@\p{L}0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators { get; }

    [GeneratedRegex(
        @"(?<![0-9])(?<hour>[0-9]{1,2})\s*:\s*(?<minute>[0-9]{1,2})(?:\s*:\s*(?<second>[0-9]{1,2})(?:[,.](?<fraction>[0-9]{0,15}))?)?"
        + @"(?:\s*(?<half>[ap])(?:m\b|\.m\.))?(?:\s*(?<zone>(?:gmt|utc?)?[-+][0-9]{1,6}(?:[,.:][0-9]{1,2}(?::[0-9]{1,2})?)?|[a-z]+\b))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex TimeOfDay { get; }

    [GeneratedRegex(@"'?(?<day>[0-9]+)[^-0-9\s]*\s*\b" + Month + @"[^-0-9\s']*(?:\s*'?(?<year>[0-9]+))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex DayThenName { get; }

    [GeneratedRegex(@"\b" + Month + @"[^-0-9\s']*\s*'?(?<day>[0-9]+)[^-0-9\s']*(?:\s*,?\s*'?(?<year>[0-9]+))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex NameThenDay { get; }

    [GeneratedRegex(@"(?<a>[0-9]+)-(?<b>[0-9]+)-(?<c>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Hyphens { get; }

    [GeneratedRegex("(?<a>[0-9]+)-" + Month + "[^-/.]*-(?<c>[0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex HyphensAndName { get; }

    [GeneratedRegex(@"(?<a>[0-9]+)/\s*(?<b>[0-9]+)/\s*(?<c>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Slashes { get; }

    [GeneratedRegex(@"(?<a>[0-9]+)\.\s*(?<b>[0-9]+)\.\s*(?<c>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Dots { get; }

    [GeneratedRegex(@"^\s*(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})(?:T?(?<hour>[01][0-9]|2[0-3])(?<minute>[0-5][0-9])(?<second>[0-5][0-9])?)?\s*\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"^\s*[0-9]+[-/.][0-9]+[-/.][0-9]+\s+(?<hour>[0-9]{1,2})\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex HourAlone { get; }

    [GeneratedRegex(@"\b(?<era>[mtshr])(?<year>[0-9]{1,4})\.(?<month>[0-9]{1,2})\.(?<day>[0-9]{1,2})(?:[^0-9]|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Era { get; }

    [GeneratedRegex(@"^\s*(?<month>[0-9]{1,2})/(?<year>[0-9]{3,4})\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex MonthAndYear { get; }

    [GeneratedRegex(@"^\s*(?<year>[0-9]{4})-(?<day>[0-9]{3})\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex DayOfYear { get; }
}
