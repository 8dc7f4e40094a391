using System.Text;
using Cms.Content.Posts;

namespace Cms.Content.Sources;

/// <summary>What stands before every path of a source, as one writes it: with or without slashes at its ends.</summary>
public static class PathPrefix
{
    private const int MaximumBytes = 500;

    /// <summary>As it is kept: with a leading and no closing slash (<c>/blog</c>); empty for nothing.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim('/') is { Length: > 0 } folders ? $"/{folders}" : "";
    }

    /// <summary>Why a text cannot stand before paths; null where it can.</summary>
    public static string? RefusalOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !DraftCheck.IsStorable(text) || text.Any(char.IsControl) ? "It holds a control character or half a character."
            : Encoding.UTF8.GetByteCount(text) > MaximumBytes ? $"It is longer than {MaximumBytes} bytes. Shorten it."
            : text.Contains(':', StringComparison.Ordinal) ? "It is the start of a path, like /blog, and has no colon. Leave scheme and host out."
            : PathRules.RefusalOf(text, slashesAtEnds: true);
    }
}
