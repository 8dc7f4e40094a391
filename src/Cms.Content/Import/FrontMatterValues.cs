using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>How Ruby and YAML look at a value.</summary>
internal static class FrontMatterValues
{
    public static bool IsNull(this FrontMatterValue? value) => value is null or FrontMatterScalar { Kind: FrontMatterScalarKind.Null };

    /// <summary>Whether it is a true boolean. The text "true" in quotes is none.</summary>
    public static bool IsTrue(this FrontMatterValue? value) => value.Boolean() == true;

    /// <summary>Whether it is a false boolean: Jekyll publishes a post that says <c>published: "false"</c>.</summary>
    public static bool IsFalse(this FrontMatterValue? value) => value.Boolean() == false;

    public static bool? Boolean(this FrontMatterValue? value) =>
        value is FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } scalar ? scalar.ToJson()!.GetValue<bool>() : null;

    /// <summary>The scalar itself, or those of a list and of the lists in it. Null scalars and maps are left out.</summary>
    public static IEnumerable<FrontMatterScalar> Scalars(this FrontMatterValue? value) => value switch
    {
        FrontMatterScalar scalar when !scalar.IsNull() => [scalar],
        FrontMatterList list => list.Items.SelectMany(Scalars),
        _ => [],
    };

    /// <summary>The text of a scalar without blanks at its edges; null for null, for nothing but blanks, and for lists and maps.</summary>
    public static string? Text(this FrontMatterValue? value) =>
        value is FrontMatterScalar scalar && !scalar.IsNull() && !string.IsNullOrWhiteSpace(scalar.Text) ? scalar.Text.Trim() : null;

    /// <summary>Whether a text in it holds NUL, as <c>"\0"</c> makes it: PostgreSQL's text takes none.</summary>
    public static bool HoldsNul(this FrontMatterValue value) => value switch
    {
        FrontMatterScalar scalar => scalar.Text.Contains('\0', StringComparison.Ordinal),
        FrontMatterList list => list.Items.Any(HoldsNul),
        FrontMatterMap map => map.Entries.Any(entry => entry.Key.Contains('\0', StringComparison.Ordinal) || entry.Value.HoldsNul()),
        _ => false,
    };

    /// <summary>The line for a warning; null for a value that the site's defaults gave.</summary>
    public static int? LineOf(this FrontMatterValue? value) => value is { Line: > 0 } ? value.Line : null;
}
