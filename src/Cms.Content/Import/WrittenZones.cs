using System.Globalization;
using System.Text.RegularExpressions;

namespace Cms.Content.Import;

/// <summary>What a zone at the end of a date means, by the rules of Ruby's <c>Time.zone_offset</c>. Any other word or number leaves the time in the site's zone.</summary>
internal static partial class WrittenZones
{
    // The letters of the military, A to Z without J.
    private const string EastOfGreenwich = "ABCDEFGHIKLM";
    private const string WestOfGreenwich = "NOPQRSTUVWXY";

    // Ruby asks the system what the site's own zone calls its winter and its summer. .NET does not know; these are the names that blogs write.
    private static readonly Dictionary<string, double> LocalNames = new(StringComparer.Ordinal)
    {
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["IST"] = 5.5,
        ["HKT"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["ACDT"] = 10.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    /// <summary>Null where the site's zone counts.</summary>
    public static TimeSpan? OffsetOf(string zone, TimeZoneInfo site)
    {
        if (zone.Length == 0)
        {
            return null;
        }

        var name = zone.ToUpperInvariant();
        return name switch
        {
            "Z" or "UTC" or "UT" or "GMT" => TimeSpan.Zero,
            "EDT" => TimeSpan.FromHours(-4),
            "EST" or "CDT" => TimeSpan.FromHours(-5),
            "CST" or "MDT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" => TimeSpan.FromHours(-7),
            "PST" => TimeSpan.FromHours(-8),
            [var letter] when EastOfGreenwich.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at => TimeSpan.FromHours(at + 1),
            [var letter] when WestOfGreenwich.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at => TimeSpan.FromHours(-at - 1),
            _ => LocalNames.TryGetValue(name, out var hours) ? OfSite(name, TimeSpan.FromHours(hours), site) : Numeric(name),
        };
    }

    /// <summary>What YAML takes at the end of a timestamp and Ruby does not: <c>-5</c>, <c>+9:30</c>. Null for anything else.</summary>
    public static TimeSpan? OfYaml(string zone)
    {
        if (ShortOffset.Match(zone) is not { Success: true } match)
        {
            return null;
        }

        // '+530' is 53 hours to Psych, which then gives up.
        var offset = new TimeSpan(Number(match.Groups["hours"]), Number(match.Groups["minutes"]), 0);
        return offset >= TimeSpan.FromHours(24) ? null : zone[0] == '-' ? -offset : offset;
    }

    private static TimeSpan? OfSite(string name, TimeSpan offset, TimeZoneInfo site)
    {
        var isSummer = name is "BST" or "WEST" or "CEST" or "EEST" || name.EndsWith("DT", StringComparison.Ordinal);
        return site.BaseUtcOffset == offset - TimeSpan.FromHours(isSummer ? 1 : 0) ? offset : null;
    }

    private static TimeSpan? Numeric(string zone)
    {
        if (Offset.Match(zone) is not { Success: true } match)
        {
            return null;
        }

        var offset = new TimeSpan(Number(match.Groups["hours"]), Number(match.Groups["minutes"]), Number(match.Groups["seconds"]));
        return zone[0] == '-' ? -offset : offset;
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^[+-](?<hours>[0-9]{1,2}):?(?<minutes>[0-9]{1,2})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex ShortOffset { get; }

    [GeneratedRegex(@"^[+-](?<hours>[0-9]{2})(?:(?<minutes>[0-9]{2})(?<seconds>[0-9]{2})?|:(?<minutes>[0-9]{2})(?::(?<seconds>[0-9]{2}))?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Offset { get; }
}
