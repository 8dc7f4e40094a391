using Markdig.Renderers.Html;

namespace Cms.Markdown.Kramdown;

/// <summary>What stands between <c>{:</c> and <c>}</c>: <c>.class #id key="value" reference</c>, separated by blanks.</summary>
internal sealed class AttributeSet
{
    /// <summary>More than any author writes; keeps the cost of one list from growing with the text.</summary>
    public const int LongestList = 2_000;

    private readonly List<(string Key, string Value)> attributes = [];
    private readonly List<string> references = [];

    /// <summary>Whether it names attributes beyond id and class, which only the sanitiser can judge.</summary>
    public bool HasOthers { get; private set; }

    public bool IsEmpty => attributes.Count == 0 && references.Count == 0;

    /// <summary>Whether it names a definition, or a word that means something itself as <c>toc</c>.</summary>
    public bool Refers(string name) => references.Contains(name, StringComparer.Ordinal);

    public void Add(ReadOnlySpan<char> list)
    {
        var i = 0;
        while (i < list.Length)
        {
            if (char.IsWhiteSpace(list[i]))
            {
                i++;
                continue;
            }

            var length = ReadPair(list[i..]);
            if (length == 0)
            {
                length = list[i..].IndexOfAny(" \t\n");
                length = length < 0 ? list.Length - i : length;
                ReadWord(list.Slice(i, length));
            }

            i += length;
        }
    }

    /// <summary>Adds what another set says, which wins over what this one says.</summary>
    public void Add(AttributeSet other)
    {
        attributes.AddRange(other.attributes);
        references.AddRange(other.references);
        HasOthers |= other.HasOthers;
    }

    /// <returns>Whether attributes beyond id and class were set.</returns>
    public bool ApplyTo(HtmlAttributes target, IReadOnlyDictionary<string, AttributeSet> definitions)
    {
        var others = HasOthers;
        foreach (var name in references)
        {
            // One step only: a definition that refers to itself ends here.
            if (definitions.TryGetValue(name, out var definition) && definition != this)
            {
                definition.SetOn(target);
                others |= definition.HasOthers;
            }
        }

        SetOn(target);
        return others;
    }

    private void SetOn(HtmlAttributes target)
    {
        foreach (var (key, value) in attributes)
        {
            switch (key)
            {
                case "class":
                    foreach (var name in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    {
                        target.AddClass(name);
                    }

                    break;
                case "id":
                    target.Id = value;
                    break;
                default:
                    target.Properties?.RemoveAll(property => property.Key == key);
                    target.AddProperty(key, value);
                    break;
            }
        }
    }

    /// <returns>The length of a <c>key="value"</c> at the start, 0 if there is none.</returns>
    private int ReadPair(ReadOnlySpan<char> text)
    {
        var key = 0;
        while (key < text.Length && (Characters.IsWord(text[key]) || (key > 0 && text[key] == '-')))
        {
            key++;
        }

        if (key == 0 || key + 1 >= text.Length || text[key] != '=' || text[key + 1] is not ('"' or '\''))
        {
            return 0;
        }

        // A quote ends the value where a blank or the list's end follows; another one belongs to it.
        var quote = text[key + 1];
        var end = key + 2;
        while (end < text.Length && !(text[end] == quote && (end + 1 == text.Length || char.IsWhiteSpace(text[end + 1]))))
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        if (end >= text.Length)
        {
            return 0;
        }

        var name = text[..key].ToString().ToLowerInvariant();
        var value = text[(key + 2)..end].ToString().Replace("\\" + quote, quote.ToString(), StringComparison.Ordinal).Replace("\\}", "}", StringComparison.Ordinal);
        attributes.Add((name, value));
        HasOthers |= name is not ("class" or "id");
        return end + 1;
    }

    private void ReadWord(ReadOnlySpan<char> word)
    {
        if (word[0] is not ('.' or '#'))
        {
            if (Characters.IsName(word))
            {
                references.Add(word.ToString());
            }

            return;
        }

        var i = 0;
        while (i < word.Length)
        {
            var length = word[(i + 1)..].IndexOfAny('.', '#');
            length = length < 0 ? word.Length - i - 1 : length;
            var name = word.Slice(i + 1, length);
            if (!name.IsEmpty && (word[i] == '.' || char.IsAsciiLetter(name[0])))
            {
                attributes.Add((word[i] == '.' ? "class" : "id", name.ToString()));
            }

            i += length + 1;
        }
    }
}
