using System.Globalization;
using System.Text.Json;

namespace Cms.Content.Posts;

/// <summary>A field as filters see it. A list counts as one for each of its values; of a map and an empty list the name alone is seen.</summary>
/// <param name="Text">What it says, numbers and truths as they are written; null for a map, an empty list and null.</param>
/// <param name="Number">Null for what is no number.</param>
/// <param name="Boolean">Null for what is neither true nor false.</param>
/// <param name="Date">A text that is a date or a moment in ISO 8601, also with a space for the T, in UTC and as it is compared; without a zone it is in UTC. Null for any other.</param>
public sealed record FilterField(string Name, string? Text = null, decimal? Number = null, bool? Boolean = null, string? Date = null)
{
    private static readonly string[] DateFormats =
    [
        .. from clock in (string[])["", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"]
           from between in clock.Length == 0 ? (string[])[""] : ["'T'", " "]
           from zone in clock.Length == 0 ? (string[])[""] : ["", "K", "zzz", " zzz"]
           select $"yyyy-MM-dd{between}{clock}{zone}",
    ];

    /// <summary>All that can be asked of these fields, in their order.</summary>
    public static IReadOnlyList<FilterField> Of(Fields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Json == Fields.Empty.Json)
        {
            return [];
        }

        List<FilterField> values = [];
        using var document = JsonDocument.Parse(fields.Json);
        foreach (var field in document.RootElement.EnumerateObject().Where(field => IsText(field.Name)))
        {
            if (field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() > 0)
            {
                values.AddRange(field.Value.EnumerateArray().Select(item => Of(field.Name, item)));
            }
            else
            {
                values.Add(Of(field.Name, field.Value));
            }
        }

        return values;
    }

    /// <summary>A moment as <see cref="Date"/> has it, to the microsecond.</summary>
    public static string WriteDate(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static FilterField Of(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { } text && IsText(text) => new(name, text, Date: DateOf(text)),
        JsonValueKind.Number => new(name, value.GetRawText(), value.TryGetDecimal(out var number) ? number : null),
        JsonValueKind.True => new(name, "true", Boolean: true),
        JsonValueKind.False => new(name, "false", Boolean: false),
        _ => new(name),
    };

    private static string? DateOf(string text) =>
        text is [_, _, _, _, '-', ..]
        && DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? WriteDate(moment)
            : null;

    // PostgreSQL keeps no NUL character.
    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
