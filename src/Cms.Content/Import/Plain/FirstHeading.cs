using Cms.Markdown;

namespace Cms.Content.Import.Plain;

/// <summary>The heading that a note without front matter starts with, and is known by.</summary>
internal static class FirstHeading
{
    private const int Longest = 500;

    private static readonly MarkdownRenderer Renderer = new();

    /// <returns>The heading without its markup; null where the text starts with anything else.</returns>
    public static string? Of(string body)
    {
        var start = body.AsSpan().TrimStart("\n ");
        var end = start.IndexOf('\n') is >= 0 and var feed ? feed : start.Length;
        var line = start[..end];
        var below = end < start.Length ? start[(end + 1)..] : default;
        var underline = (below.IndexOf('\n') is >= 0 and var next ? below[..next] : below).TrimEnd();
        var isUnderlined = underline.Length >= 2 && underline.IndexOfAnyExcept('=') < 0;
        if (line.Length is 0 or > Longest || (!isUnderlined && !line.StartsWith("# ", StringComparison.Ordinal)))
        {
            return null;
        }

        var heading = isUnderlined ? $"{line}\n===\n" : $"{line}\n";
        return Renderer.ReadText(heading, RenderingOptions.SingleFile) is { Headings: [var text] } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }
}
