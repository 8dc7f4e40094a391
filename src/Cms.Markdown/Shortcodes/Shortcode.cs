using System.Buffers;

namespace Cms.Markdown.Shortcodes;

/// <summary>One of Hugo's shortcodes as it stands in a text.</summary>
/// <param name="End">Behind its last brace.</param>
/// <param name="IsComment">Whether it is only talked about: <c>{{&lt;/* … */&gt;}}</c>.</param>
/// <param name="IsClosing">Whether it ends what another began.</param>
/// <param name="Inside">What stands between the marks.</param>
/// <param name="Named">Its arguments by name.</param>
/// <param name="Positional">Its arguments without a name.</param>
internal sealed record Shortcode(
    int Start, int End, string Name, bool IsComment, bool IsClosing, string Inside, IReadOnlyDictionary<string, string> Named, IReadOnlyList<string> Positional)
{
    // Longer is no shortcode but a text with an open mark.
    private const int MaximumLength = 20_000;

    /// <summary>An argument, by name or else by place; empty where there is none.</summary>
    public string this[string name, int place] => Named.TryGetValue(name, out var value) ? value : place >= 0 && place < Positional.Count ? Positional[place] : "";

    /// <summary>The shortcode at a place where two braces open; null for other text.</summary>
    public static Shortcode? Read(string text, int start)
    {
        if (start + 4 > text.Length || text[start + 2] is not ('<' or '%'))
        {
            return null;
        }

        var mark = text[start + 2] == '<' ? ">}}" : "%}}";
        var window = text.AsSpan(start + 3, Math.Min(MaximumLength, text.Length - start - 3));
        var length = window.IndexOf(mark, StringComparison.Ordinal);
        if (length < 0)
        {
            return null;
        }

        var inside = window[..length].Trim();
        var end = start + 3 + length + 3;
        if (inside.StartsWith("/*") && inside.EndsWith("*/") && inside.Length >= 4)
        {
            return new(start, end, "", IsComment: true, IsClosing: false, inside[2..^2].Trim().ToString(), new Dictionary<string, string>(StringComparer.Ordinal), []);
        }

        var isClosing = inside.StartsWith("/");
        inside = (isClosing ? inside[1..] : inside.EndsWith("/") ? inside[..^1] : inside).Trim();
        var nameLength = inside.IndexOfAny(" \t\n\"`");
        var name = nameLength < 0 ? inside : inside[..nameLength];
        var (named, positional) = ReadArguments(inside[name.Length..]);
        return new(start, end, name.ToString(), IsComment: false, isClosing, inside.ToString(), named, positional);
    }

    private static (Dictionary<string, string> Named, List<string> Positional) ReadArguments(ReadOnlySpan<char> text)
    {
        Dictionary<string, string> named = new(StringComparer.Ordinal);
        List<string> positional = [];
        for (var rest = text.TrimStart(); !rest.IsEmpty; rest = rest.TrimStart())
        {
            var length = rest.IndexOfAny(NameEnds);
            if (length > 0 && rest[length] == '=')
            {
                var name = rest[..length].ToString();
                rest = rest[(length + 1)..];
                named[name] = TakeValue(ref rest);
            }
            else
            {
                positional.Add(TakeValue(ref rest));
            }
        }

        return (named, positional);
    }

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("= \t\n\"`");

    private static string TakeValue(ref ReadOnlySpan<char> rest)
    {
        var quoted = rest is ['"' or '`', ..];
        var content = quoted ? rest[1..] : rest;
        var length = 0;
        while (length < content.Length && (quoted ? content[length] != rest[0] : !char.IsWhiteSpace(content[length])))
        {
            length += quoted && rest[0] == '"' && content[length] == '\\' ? 2 : 1;
        }

        length = Math.Min(length, content.Length);
        var value = content[..length].ToString();
        var end = length + (quoted ? 2 : 0);
        var isEscaped = quoted && rest[0] == '"';
        rest = end >= rest.Length ? [] : rest[end..];
        return isEscaped ? value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal) : value;
    }
}
