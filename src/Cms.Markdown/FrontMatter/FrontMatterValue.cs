using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cms.Markdown.FrontMatter;

/// <summary>A value of front matter, in the order and spelling of the file.</summary>
public abstract record FrontMatterValue
{
    /// <summary>The line of the file where the value starts, counted from 1; 0 for a value that stands in no file.</summary>
    public int Line { get; init; }

    /// <summary>The value as JSON: dates keep their spelling as text, a null scalar is null. Of a key written twice the last value counts.</summary>
    public abstract JsonNode? ToJson();

    /// <summary>The value that <see cref="ToJson"/> gives back as <paramref name="json"/>. JSON has no dates, so what looks like one is text.</summary>
    public static FrontMatterValue FromJson(JsonNode? json) => json switch
    {
        null => FrontMatterScalar.Null,
        JsonArray array => new FrontMatterList([.. array.Select(FromJson)]),
        JsonObject map => new FrontMatterMap([.. map.Select(entry => KeyValuePair.Create(entry.Key, FromJson(entry.Value)))]),
        _ => json.GetValueKind() switch
        {
            JsonValueKind.True => FrontMatterScalar.Of(true),
            JsonValueKind.False => FrontMatterScalar.Of(false),
            JsonValueKind.Number => JsonTree.Number(json.ToJsonString()),
            JsonValueKind.String => FrontMatterScalar.Of(json.GetValue<string>()),
            _ => FrontMatterScalar.Null,
        },
    };
}

/// <summary>What a scalar is by the rules of SafeYAML, which Jekyll reads front matter with.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "YAML calls its types so.")]
public enum FrontMatterScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    Date,
    Timestamp,
    Text,
}

/// <param name="Text">The scalar as written, without its quotes.</param>
/// <param name="Kind">What it stands for; always <see cref="FrontMatterScalarKind.Text"/> when quoted or a block.</param>
/// <param name="Quoted">Whether it was written in quotes or as a block, which for a date changes the zone it is read in.</param>
public sealed record FrontMatterScalar(string Text, FrontMatterScalarKind Kind, bool Quoted) : FrontMatterValue
{
    public static FrontMatterScalar Null { get; } = new("", FrontMatterScalarKind.Null, Quoted: false);

    /// <summary>A text, whatever it looks like.</summary>
    public static FrontMatterScalar Of(string text) => new(text, FrontMatterScalarKind.Text, Quoted: true);

    public static FrontMatterScalar Of(bool value) => new(value ? "true" : "false", FrontMatterScalarKind.Boolean, Quoted: false);

    public static FrontMatterScalar Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), FrontMatterScalarKind.Integer, Quoted: false);

    /// <summary>What a YAML file means by it without quotes: <c>2014-06-09 10:00:00 +0200</c> is a timestamp, <c>1.0</c> a number.</summary>
    public static FrontMatterScalar Plain(string text) => new(text, ScalarKinds.Of(text), Quoted: false);

    public override JsonNode? ToJson() => Kind switch
    {
        FrontMatterScalarKind.Null => null,
        FrontMatterScalarKind.Boolean => JsonValue.Create(ScalarKinds.IsTrue(Text)),
        FrontMatterScalarKind.Integer when ScalarKinds.TryReadInteger(Text, out var number) => JsonValue.Create(number),
        FrontMatterScalarKind.Float when ScalarKinds.TryReadFloat(Text, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(Text),
    };
}

public sealed record FrontMatterList(IReadOnlyList<FrontMatterValue> Items) : FrontMatterValue
{
    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

/// <param name="Entries">The keys in the order of the file, each once.</param>
public sealed record FrontMatterMap(IReadOnlyList<KeyValuePair<string, FrontMatterValue>> Entries) : FrontMatterValue
{
    public static FrontMatterMap Empty { get; } = new([]);

    /// <summary>The value of a key, whatever its case; of keys that differ only in case the last one. Null where there is none.</summary>
    public FrontMatterValue? this[string key]
    {
        get
        {
            for (var i = Entries.Count - 1; i >= 0; i--)
            {
                if (string.Equals(Entries[i].Key, key, StringComparison.OrdinalIgnoreCase))
                {
                    return Entries[i].Value;
                }
            }

            return null;
        }
    }

    /// <summary>The text of a scalar, or null where there is none or the key holds null, a list or a map.</summary>
    public string? TextOf(string key) => this[key] is FrontMatterScalar { Kind: not FrontMatterScalarKind.Null } scalar ? scalar.Text : null;

    public override JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (key, value) in Entries)
        {
            json[key] = value.ToJson();
        }

        return json;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entries.Count} keys");
}
