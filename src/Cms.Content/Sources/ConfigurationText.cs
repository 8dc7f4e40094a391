using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>Reads a generator's configuration, in whichever of the three languages it is written.</summary>
public static partial class ConfigurationText
{
    /// <summary>Takes the text apart as if it were front matter. The line of its <see cref="MarkdownFile.Refusal"/> is for <see cref="LineOf"/> to tell.</summary>
    public static MarkdownFile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsJson(text) ? MarkdownFile.Parse(text.TrimStart(), FrontMatterEnvelopes.Json)
            : IsToml(text) ? MarkdownFile.Parse($"+++\n{text}\n+++\n", FrontMatterEnvelopes.Toml)
            : MarkdownFile.Parse($"---\n{WithoutFence(text)}\n---\n");
    }

    /// <summary>Whether a text can be kept as a source's configuration.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidConfiguration"/>.</exception>
    public static void Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ContentException(new ContentError.InvalidConfiguration("The text holds a NUL, which no text can be stored with."));
        }

        if (!string.IsNullOrWhiteSpace(text) && Parse(text).Refusal is { } refusal)
        {
            throw new ContentException(new ContentError.InvalidConfiguration($"Line {LineOf(text, refusal)}: {refusal.Message}"));
        }
    }

    /// <summary>The line of the text, counted from 1, that it cannot be read for.</summary>
    public static int LineOf(string text, FrontMatterWarning refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refusal);
        return IsJson(text) ? refusal.Line + text.AsSpan()[..^text.AsSpan().TrimStart().Length].Count('\n') : Math.Max(1, refusal.Line - 1);
    }

    /// <summary>Empty where there is no text, or none that can be read.</summary>
    public static FrontMatterMap Read(string text) => string.IsNullOrWhiteSpace(text) ? FrontMatterMap.Empty : Parse(text).FrontMatter;

    // The first line that says anything: 'key = …' or '[table]' is TOML.
    internal static bool IsToml(string text) => FirstWord.Match(text) is { Success: true } match && match.Groups["toml"].Success;

    private static bool IsJson(string text) =>
        text.AsSpan().TrimStart() is var start && start.StartsWith("{", StringComparison.Ordinal) && !start.StartsWith("{{", StringComparison.Ordinal);

    // A line of dashes may open a YAML file. It says nothing, and where the text is read as front matter it would close that.
    private static string WithoutFence(string text)
    {
        var firstLine = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)];
        return firstLine.Trim() is "---" ? $"\n{text[firstLine.Length..]}" : text;
    }

    [GeneratedRegex(@"\A(?:\s*#[^\n]*\n|\s*\n)*\s*(?:(?<toml>\[|[\w.""'-]+\s*=)|\S)", RegexOptions.NonBacktracking)]
    private static partial Regex FirstWord { get; }
}
