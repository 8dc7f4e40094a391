namespace Cms.Markdown.Kramdown;

/// <summary>A tag of kramdown's extensions: <c>{::name option="value" /}</c>.</summary>
internal sealed record ExtensionTag(string Name, string Options, bool IsClosed, int Length)
{
    /// <summary>Whether raw output that names the formats it is meant for means HTML.</summary>
    public bool IsForHtml => Option("type") is not { Length: > 0 } type || type.Split(' ').Contains("html", StringComparer.Ordinal);

    public static ExtensionTag? Read(ReadOnlySpan<char> text)
    {
        if (text is not ['{', ':', ':', .. var rest])
        {
            return null;
        }

        var end = rest[..Math.Min(rest.Length, AttributeSet.LongestList)].IndexOf('}');
        if (end < 0)
        {
            return null;
        }

        var body = rest[..end];
        var isClosed = body is [.., '/'];
        body = isClosed ? body[..^1] : body;
        var name = 0;
        while (name < body.Length && Characters.IsWord(body[name]))
        {
            name++;
        }

        return name == 0 || (name < body.Length && !Characters.IsSpace(body[name]))
            ? null
            : new(body[..name].ToString(), body[name..].ToString(), isClosed, end + 4);
    }

    /// <summary>Whether a text is the tag that ends the extension: <c>{:/}</c> or <c>{:/name}</c>.</summary>
    public static bool Stops(ReadOnlySpan<char> text, string name) =>
        text is "{:/}" || (text.Length == name.Length + 4 && text.StartsWith("{:/") && text.EndsWith("}") && text[3..^1].SequenceEqual(name));

    public string? Option(string name)
    {
        var start = Options.IndexOf(name + "=", StringComparison.Ordinal);
        if (start < 0 || start + name.Length + 2 >= Options.Length)
        {
            return null;
        }

        var quote = Options[start + name.Length + 1];
        var value = start + name.Length + 2;
        var end = quote is '"' or '\'' ? Options.IndexOf(quote, value) : -1;
        return end < 0 ? null : Options[value..end];
    }
}
