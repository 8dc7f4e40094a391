using System.Text.RegularExpressions;

namespace Cms.Content.Import;

/// <summary>What the names of Markdown files say.</summary>
internal static partial class MarkdownNames
{
    private static readonly string[] Extensions = [".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".mdwn", ".mdtxt", ".mdtext"];

    public static bool IsMarkdown(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>The path without the extension of its last part.</summary>
    public static string WithoutExtension(string path) => path[..^Path.GetExtension(path).Length];

    /// <summary>Takes a name apart that starts with a day, as Jekyll's do: <c>2014-06-09-docker</c>. The day is null where it does not; a day alone is its name, too.</summary>
    public static (string? Day, string Name) Dated(string name) =>
        DatedName.Match(name) is { Success: true } match ? (match.Groups["day"].Value, match.Groups["rest"] is { Success: true } rest ? rest.Value : name) : (null, name);

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:[-_ ](?<rest>.+))?\z", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex DatedName { get; }
}
