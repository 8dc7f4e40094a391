using System.Buffers;

namespace Cms.Markdown.Liquid;

/// <summary>Finds Liquid in a text, as Liquid itself does: from <c>{{</c> to the next <c>}}</c>, from <c>{%</c> to the next <c>%}</c>. Linear over all calls together as long as they go forward.</summary>
internal sealed class LiquidScanner(string text)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly Dictionary<string, (int From, LiquidToken? Tag)> found = new(StringComparer.Ordinal);
    private (int From, int At) outputEnd = (0, -1);
    private (int From, int At) tagEnd = (0, -1);

    /// <summary>The next mark that begins Liquid, whether or not that ends; -1 when there is none.</summary>
    public int Find(int from)
    {
        for (var at = text.IndexOf('{', from); at >= 0 && at + 1 < text.Length; at = text.IndexOf('{', at + 1))
        {
            if (text[at + 1] is '{' or '%')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>What begins at a mark; null when it does not end.</summary>
    public LiquidToken? Read(int start)
    {
        var isTag = text[start + 1] == '%';
        var close = isTag ? Next(ref tagEnd, "%}", start + 2) : Next(ref outputEnd, "}}", start + 2);
        if (close < 0)
        {
            return null;
        }

        var inside = text.AsSpan(start + 2, close - start - 2);
        var trimsBefore = inside is ['-', ..];
        inside = trimsBefore ? inside[1..] : inside;
        var trimsAfter = inside is [.., '-'];
        inside = (trimsAfter ? inside[..^1] : inside).Trim();
        var length = isTag ? inside.IndexOfAnyExcept(NameCharacters) : 0;
        var name = length < 0 ? inside : inside[..length];
        return new(isTag, start, close + 2, name.ToString(), inside[name.Length..].Trim().ToString(), trimsBefore, trimsAfter);
    }

    /// <summary>The next tag of that name, read as nothing else is: within <c>raw</c> and <c>comment</c>.</summary>
    public LiquidToken? FindTag(string name, int from)
    {
        if (!found.TryGetValue(name, out var known) || from < known.From || known.Tag?.Start < from)
        {
            found[name] = known = (from, Search(name, from));
        }

        return known.Tag;
    }

    private LiquidToken? Search(string name, int from)
    {
        for (var at = text.IndexOf("{%", from, StringComparison.Ordinal); at >= 0; at = text.IndexOf("{%", at + 2, StringComparison.Ordinal))
        {
            var inside = text.AsSpan(at + 2).TrimStart('-').TrimStart();
            if (inside.StartsWith(name, StringComparison.Ordinal) && Read(at) is { } tag && tag.Name == name)
            {
                return tag;
            }
        }

        return null;
    }

    // The mark found last is still the next one for whoever asks from between.
    private int Next(ref (int From, int At) known, string mark, int from)
    {
        if (from < known.From || from > known.At)
        {
            var at = text.IndexOf(mark, from, StringComparison.Ordinal);
            known = (from, at < 0 ? int.MaxValue : at);
        }

        return known.At == int.MaxValue ? -1 : known.At;
    }
}

/// <param name="IsTag">Whether it is a tag; else an output.</param>
/// <param name="End">Behind the closing mark.</param>
/// <param name="Name">The tag's name; empty for an output.</param>
/// <param name="Arguments">What follows the name; of an output, all of it.</param>
/// <param name="TrimsBefore">Whether the white space in front goes.</param>
internal readonly record struct LiquidToken(bool IsTag, int Start, int End, string Name, string Arguments, bool TrimsBefore, bool TrimsAfter);
