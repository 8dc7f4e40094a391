using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cms.Markdown.FrontMatter;

/// <summary>Writes values as JSON, letters beyond ASCII as they are.</summary>
internal static partial class JsonWriter
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object's members, one a line, without the braces.</summary>
    public static string WriteMembers(FrontMatterMap map, int indent) =>
        string.Join(",\n", map.Entries.Select(entry => $"{new string(' ', indent)}{Text(entry.Key)}: {Value(entry.Value)}"));

    /// <summary>The value in JSON's spelling: dates are text, numbers are decimal.</summary>
    public static FrontMatterValue Fit(FrontMatterValue value) => value switch
    {
        FrontMatterScalar scalar => FitScalar(scalar),
        FrontMatterList list => list with { Items = [.. list.Items.Select(Fit)] },
        FrontMatterMap map => new FrontMatterMap([.. YamlWriter.Fit(map).Entries.Select(entry => KeyValuePair.Create(entry.Key, Fit(entry.Value)))]),
        _ => value,
    };

    public static string Text(string text) => JsonSerializer.Serialize(text, OneLine);

    public static string Value(FrontMatterValue value) => value switch
    {
        FrontMatterList list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        FrontMatterMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Text(entry.Key)}: {Value(entry.Value)}"))}}}",
        FrontMatterScalar { Kind: FrontMatterScalarKind.Null } => "null",
        FrontMatterScalar { Kind: FrontMatterScalarKind.Text } text => Text(text.Text),
        FrontMatterScalar scalar => scalar.Text,
        _ => "",
    };

    private static FrontMatterScalar FitScalar(FrontMatterScalar scalar) => scalar.Kind switch
    {
        FrontMatterScalarKind.Null => scalar,
        FrontMatterScalarKind.Boolean => FrontMatterScalar.Of(ScalarKinds.IsTrue(scalar.Text)),
        FrontMatterScalarKind.Integer or FrontMatterScalarKind.Float when Number.IsMatch(scalar.Text) => JsonTree.Number(scalar.Text),
        FrontMatterScalarKind.Integer when ScalarKinds.TryReadInteger(scalar.Text, out var number) => FrontMatterScalar.Of(number),
        FrontMatterScalarKind.Float when ScalarKinds.TryReadFloat(scalar.Text, out var number) => JsonTree.Number(number.ToString("0.0###############E+0", CultureInfo.InvariantCulture)),
        _ => (FrontMatterScalar)YamlWriter.Fit(FrontMatterScalar.Of(scalar.Text)),
    };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number { get; }
}
