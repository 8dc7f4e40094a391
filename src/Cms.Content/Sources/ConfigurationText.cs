using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>Reads a generator's configuration, in whichever of the three languages it is written.</summary>
public static partial class ConfigurationText
{
    /// <summary>Takes the text apart as if it were front matter. The line of its <see cref="MarkdownFile.Refusal"/> is for <see cref="LineOf(string, FrontMatterWarning)"/> to tell.</summary>
    public static MarkdownFile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsJson(text) ? MarkdownFile.Parse(text.TrimStart(), FrontMatterEnvelopes.Json)
            : IsToml(text) ? MarkdownFile.Parse($"+++\n{text}\n+++\n", FrontMatterEnvelopes.Toml)
            : MarkdownFile.Parse($"---\n{WithoutFence(text)}\n---\n");
    }

    /// <summary>The line of the text, counted from 1, that it cannot be read for.</summary>
    public static int LineOf(string text, FrontMatterWarning refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refusal);
        return LineOf(text, refusal.Line);
    }

    /// <summary>The line of the text, counted from 1, where a value stands.</summary>
    public static int LineOf(string text, FrontMatterValue value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(value);
        return LineOf(text, value.Line);
    }

    private static int LineOf(string text, int line) =>
        IsJson(text) ? line + text.AsSpan()[..^text.AsSpan().TrimStart().Length].Count('\n') : Math.Max(1, line - 1);

    /// <summary>Empty where there is no text, or none that can be read.</summary>
    public static FrontMatterMap Read(string text) => string.IsNullOrWhiteSpace(text) ? FrontMatterMap.Empty : Parse(text).FrontMatter;

    // The first line that says anything: 'key = …' or '[table]' is TOML.
    internal static bool IsToml(string text) => FirstWord.Match(text) is { Success: true } match && match.Groups["toml"].Success;

    private static bool IsJson(string text) =>
        text.AsSpan().TrimStart() is var start && start.StartsWith("{", StringComparison.Ordinal) && !start.StartsWith("{{", StringComparison.Ordinal);

    // A line of dashes may open a YAML file. It says nothing, and where the text is read as front matter it would close that.
    internal static string WithoutFence(string text)
    {
        var firstLine = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)];
        return firstLine.Trim() is "---" ? $"\n{text[firstLine.Length..]}" : text;
    }

    [GeneratedRegex(@"\A(?:\s*#[^\n]*\n|\s*\n)*\s*(?:(?<toml>\[|[\w.""'-]+\s*=)|\S)", RegexOptions.NonBacktracking)]
    private static partial Regex FirstWord { get; }
}
