using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cms.Markdown.FrontMatter;

/// <summary>Writes values as TOML 1.0. Maps become inline tables, so that keys keep their order whatever their values are.</summary>
internal static partial class TomlWriter
{
    public static string Write(FrontMatterMap map) => string.Concat(map.Entries.Select(entry => $"{Key(entry.Key)} = {Value(entry.Value)}\n"));

    /// <summary>
    /// The value in TOML's spelling: dates by RFC 3339, numbers without YAML's liberties. Null where there is nothing that TOML could write.
    /// </summary>
    public static FrontMatterValue? Fit(FrontMatterValue value) => value switch
    {
        FrontMatterScalar scalar => FitScalar(scalar),
        FrontMatterList list => list with { Items = [.. list.Items.Select(Fit).OfType<FrontMatterValue>()] },
        FrontMatterMap map => Fit(map),
        _ => value,
    };

    public static FrontMatterMap Fit(FrontMatterMap map)
    {
        var fitting = new MapBuilder();
        foreach (var (key, value) in YamlWriter.Fit(map).Entries)
        {
            if (Fit(value) is { } fit)
            {
                fitting.Set(key, fit);
            }
        }

        return fitting.Build();
    }

    public static string Key(string key) => BareKey.IsMatch(key) ? key : Quoted(key);

    /// <param name="isLiteral">Whether a text was in single quotes and should stay so.</param>
    public static string Value(FrontMatterValue value, bool isLiteral = false) => value switch
    {
        FrontMatterList list => $"[{string.Join(", ", list.Items.Select(item => Value(item)))}]",
        FrontMatterMap { Entries: [] } => "{}",
        FrontMatterMap map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{Key(entry.Key)} = {Value(entry.Value)}"))} }}",
        FrontMatterScalar { Kind: FrontMatterScalarKind.Text } text => isLiteral && text.Text.EnumerateRunes().All(rune => rune.Value != '\'' && !NeedsEscape(rune))
            ? $"'{text.Text}'"
            : Quoted(text.Text),
        FrontMatterScalar scalar => scalar.Text,
        _ => "",
    };

    private static FrontMatterScalar? FitScalar(FrontMatterScalar scalar)
    {
        switch (scalar.Kind)
        {
            case FrontMatterScalarKind.Null:
                return null;
            case FrontMatterScalarKind.Boolean:
                return FrontMatterScalar.Of(ScalarKinds.IsTrue(scalar.Text));
            case FrontMatterScalarKind.Integer when ScalarKinds.TryReadInteger(scalar.Text, out var number):
                return FrontMatterScalar.Of(number);
            case FrontMatterScalarKind.Float when ScalarKinds.TryReadFloat(scalar.Text, out var number):
                var text = number.ToString("R", CultureInfo.InvariantCulture);
                return scalar with { Text = text.AsSpan().ContainsAny(".E") ? text : $"{text}.0" };
            case FrontMatterScalarKind.Date when DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                return scalar;
            case FrontMatterScalarKind.Timestamp when FitTimestamp(scalar.Text) is { } time:
                return scalar with { Text = time };
            default:
                return FrontMatterScalar.Of(scalar.Text);
        }
    }

    private static string? FitTimestamp(string text)
    {
        if (Timestamp.Match(text) is not { Success: true } match)
        {
            return null;
        }

        string Two(string group) => match.Groups[group].Value.PadLeft(2, '0');
        var fraction = match.Groups["fraction"].Value.TrimEnd('0');
        var zone = match.Groups["sign"].Success ? $"{match.Groups["sign"].Value}{Two("zoneHour")}:{Two("zoneMinute")}" : match.Groups["utc"].Value;
        var time = $"{match.Groups["year"].Value}-{Two("month")}-{Two("day")}T{Two("hour")}:{match.Groups["minute"].Value}:{match.Groups["second"].Value}{(fraction.Length > 1 ? fraction : "")}{zone}";
        return DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? time : null;
    }

    private static string Quoted(string text) => DoubleQuotes.Around(text, rune =>
        NeedsEscape(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : null);

    // U+FFFD is allowed as it is, but Tomlyn takes it for half a surrogate pair.
    private static bool NeedsEscape(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF or >= 0xFFFD and <= 0xFFFF;

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex BareKey { get; }

    [GeneratedRegex(@"^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[Tt]|[ \t]+)(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{0,7})?\d*[ \t]*(?:(?<utc>Z)|(?<sign>[-+])(?<zoneHour>\d{1,2})(?::?(?<zoneMinute>\d\d))?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Timestamp { get; }
}
