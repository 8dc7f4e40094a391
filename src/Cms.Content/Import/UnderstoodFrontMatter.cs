using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>Front matter that is taken apart key by key; what nobody took is left for <see cref="PostContent.Fields"/>.</summary>
internal sealed class UnderstoodFrontMatter(FrontMatterMap map)
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a key, left for whoever takes it.</summary>
    public FrontMatterValue? Peek(string key) => map[key];

    /// <summary>The value of a key that means the same in every blog. It is taken, whatever it is.</summary>
    public FrontMatterValue? Take(string key)
    {
        _taken.Add(FrontMatterKeys.Checked(key));
        return map[key];
    }

    /// <summary>The value of a key that the site's own settings give a meaning to. It is taken, whatever it is.</summary>
    public FrontMatterValue? TakeNamed(string key)
    {
        _taken.Add(key);
        return map[key];
    }

    /// <summary>
    /// The first of several keys for one thing that <paramref name="read"/> understands. The other keys are left to the fields unless they say nothing.
    /// </summary>
    public T? TakeFirst<T>(ReadOnlySpan<string> keys, Func<FrontMatterValue, T?> read)
        where T : class
    {
        T? understood = null;
        foreach (var key in keys)
        {
            if (_taken.Contains(key) || map[FrontMatterKeys.Checked(key)] is not { } value)
            {
                continue;
            }

            if (value.IsNull())
            {
                _taken.Add(key);
            }
            else if (understood is null && read(value) is { } result)
            {
                understood = result;
                _taken.Add(key);
            }
        }

        return understood;
    }

    public string? TakeText(params ReadOnlySpan<string> keys) => TakeFirst(keys, FrontMatterValues.Text);

    /// <summary>The first of the keys that gives an address. <c>false</c>, as in <c>permalink: false</c>, gives none.</summary>
    public string? TakeAddress(params ReadOnlySpan<string> keys) => TakeFirst(keys, value => value.IsFalse() ? "" : value.Text()) is { Length: > 0 } address ? address : null;

    /// <summary>All keys that nobody took, in the order of the file.</summary>
    public Fields Rest()
    {
        var rest = new JsonObject();
        foreach (var (key, value) in map.Entries)
        {
            if (!_taken.Contains(key))
            {
                rest[key] = value.ToJson();
            }
        }

        return Fields.From(rest);
    }
}
