using System.Text.RegularExpressions;
using Markdig.Renderers.Html;

namespace Cms.Markdown.AttributeLists;

/// <summary>What stands between <c>{:</c> and <c>}</c>: <c>.class #id key="value"</c>, separated by blanks.</summary>
internal static partial class AttributeList
{
    /// <summary>More than any author writes; keeps the cost of one list from growing with the text.</summary>
    public const int LongestList = 1_000;

    /// <summary>Sets what the list names. A key without a value refers to a definition elsewhere, which is not supported and says nothing.</summary>
    /// <returns>Whether it named attributes beyond id and class, which have to be sanitised.</returns>
    public static bool Apply(HtmlAttributes attributes, string list)
    {
        var others = false;
        foreach (Match match in Token.Matches(list))
        {
            if (match.Groups["class"] is { Success: true } name)
            {
                attributes.AddClass(name.Value);
            }
            else if (match.Groups["id"] is { Success: true } id)
            {
                attributes.Id = id.Value;
            }
            else if (match.Groups["key"] is { Success: true } key)
            {
                others |= Set(attributes, key.Value.ToLowerInvariant(), match.Groups["value"].Value);
            }
        }

        return others;
    }

    private static bool Set(HtmlAttributes attributes, string key, string value)
    {
        switch (key)
        {
            case "class":
                foreach (var name in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    attributes.AddClass(name);
                }

                return false;
            case "id":
                attributes.Id = value;
                return false;
            default:
                attributes.AddProperty(key, value);
                return true;
        }
    }

    [GeneratedRegex("""
        \.(?<class>[\w-]+)|\#(?<id>[\w:.-]+)|(?<key>[A-Za-z_][\w:.-]*)=(?:"(?<value>[^"]*)"|'(?<value>[^']*)')|[^\s.\#]+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Token { get; }
}
