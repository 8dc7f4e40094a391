namespace Cms.Markdown.Kramdown;

/// <summary>A tag of kramdown's extensions: <c>{::name option="value" /}</c>.</summary>
internal sealed record ExtensionTag(string Name, string Options, bool IsClosed, int Length)
{
    private IReadOnlyList<(string Name, string Value)>? values;

    /// <summary>Whether raw output that names the formats it is meant for means HTML.</summary>
    public bool IsForHtml => Option("type") is not { Length: > 0 } type || type.Split(' ').Contains("html", StringComparer.Ordinal);

    public static ExtensionTag? Read(ReadOnlySpan<char> text)
    {
        if (text is not ['{', ':', ':', .. var rest])
        {
            return null;
        }

        var end = EndOf(rest[..Math.Min(rest.Length, AttributeSet.LongestList)]);
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

    /// <summary>What the tag says of an option; of one that it names twice the last.</summary>
    public string? Option(string name) => Values.LastOrDefault(option => option.Name == name).Value;

    /// <summary>The options by their names, in the order of the tag; what is none of them is passed over.</summary>
    public IReadOnlyList<(string Name, string Value)> Values => values ??= ReadValues(Options);

    private static List<(string Name, string Value)> ReadValues(string options)
    {
        List<(string, string)> read = [];
        for (var at = 0; at < options.Length;)
        {
            while (at < options.Length && Characters.IsSpace(options[at]))
            {
                at++;
            }

            var start = at;
            while (at < options.Length && (Characters.IsWord(options[at]) || options[at] == '-'))
            {
                at++;
            }

            if (at > start && at + 1 < options.Length && options[at] == '=' && options[at + 1] is '"' or '\'' && Value(options, at + 1, out var end) is { } value)
            {
                read.Add((options[start..at], value));
                at = end;
            }
            else
            {
                at = options.AsSpan(at).IndexOfAny(" \t\n") is >= 0 and var blank ? at + blank : options.Length;
            }
        }

        return read;
    }

    /// <summary>The text between a quotation mark and the next; a backslash takes one, and a closing brace, for itself.</summary>
    private static string? Value(string options, int quote, out int end)
    {
        var value = new System.Text.StringBuilder();
        for (end = quote + 1; end < options.Length && options[end] != options[quote]; end++)
        {
            if (options[end] == '\\' && end + 1 < options.Length && (options[end + 1] == '}' || options[end + 1] == options[quote]))
            {
                end++;
            }

            value.Append(options[end]);
        }

        return end++ < options.Length ? value.ToString() : null;
    }

    private static int EndOf(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '}')
            {
                return at;
            }

            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '}' ? 1 : 0;
        }

        return -1;
    }
}
