using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Markdown.Html;

namespace Cms.Content.Posts;

/// <summary>A key of front matter whose values the site has something to say about.</summary>
/// <param name="Name">As in <c>fields</c>, case and all.</param>
/// <param name="IsRequired">Whether each post needs it.</param>
/// <param name="Values">Of <see cref="FieldType.OneOf"/>: the ones that there are.</param>
public sealed record DeclaredField(string Name, FieldType Type, bool IsRequired, IReadOnlyList<string> Values)
{
    /// <summary>What is wrong with these fields.</summary>
    public static IEnumerable<WrongField> Judge(IReadOnlyList<DeclaredField> declared, Fields fields)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(fields);
        if (declared.Count == 0)
        {
            yield break;
        }

        var members = fields.ToJsonObject();
        foreach (var field in declared)
        {
            if (field.WhyWrong(members[field.Name]) is { } reason)
            {
                yield return new(field.Name, reason, IsReadable: members[field.Name] is { } value && field.CanRead(value));
            }
        }
    }

    private string? WhyWrong(JsonNode? value) => value is null
        ? IsRequired ? "It is required." : null
        : Type switch
        {
            FieldType.Text => TextOf(value) is null ? "It is a text. Quote it in front matter where it looks like a number or a date." : null,
            FieldType.Number => value.GetValueKind() != JsonValueKind.Number ? "It is a number, without quotes." : null,
            FieldType.Boolean => value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) ? "It is true or false, without quotes." : null,
            FieldType.Date => !IsDate(TextOf(value)) ? "It is a date (2014-06-09) or a moment of RFC 3339 (2014-06-09T18:00:22Z)." : null,
            FieldType.Url => !IsUrl(TextOf(value)) ? $"It is an address: relative, or with the scheme {string.Join(", ", SafeUrl.Schemes)}." : null,
            FieldType.List => value is not JsonArray list || list.Any(item => item is JsonArray or JsonObject) ? "It is a list of values." : null,
            FieldType.OneOf => TextOf(value) is not { } text || !Values.Contains(text, StringComparer.Ordinal) ? $"It is one of {string.Join(", ", Values)}." : null,
            _ => throw new InvalidOperationException($"{Type} has no rule."),
        };

    // As a template shows and compares it, which knows no quotes.
    private bool CanRead(JsonNode value) => value is JsonValue scalar && Type switch
    {
        FieldType.Text or FieldType.List => true,
        FieldType.Number => decimal.TryParse(scalar.ToString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        FieldType.Boolean => bool.TryParse(scalar.ToString(), out _),
        FieldType.OneOf => Values.Contains(scalar.ToString(), StringComparer.Ordinal),
        _ => false,
    };

    private static string? TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool IsUrl(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsWhiteSpace) && SafeUrl.IsAllowed(text, isImage: false);

    // YAML and TOML write a moment with a blank or a T, and with seconds or without.
    private static bool IsDate(string? text) =>
        text is { Length: >= 10 } && text[..10].Count(char.IsAsciiDigit) == 8
        && (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
}

/// <summary>A field that is not as it was declared.</summary>
/// <param name="Reason">What it is to be.</param>
/// <param name="IsReadable">Whether its value says what it should, only otherwise: a number in quotes, a single value for a list.</param>
public sealed record WrongField(string Name, string Reason, bool IsReadable);

public enum FieldType
{
    Text,
    Number,
    Boolean,
    Date,

    /// <summary>An address, with a scheme that readers may be sent to, or a relative one.</summary>
    Url,

    /// <summary>Of scalars.</summary>
    List,

    /// <summary>A text of those that are named.</summary>
    OneOf,
}
