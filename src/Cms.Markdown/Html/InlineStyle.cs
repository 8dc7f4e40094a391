using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Cms.Markdown.Html;

/// <summary>A <c>style</c> attribute cut down to properties that lay out text and can't reach outside: no address, no function, no escape.</summary>
internal static class InlineStyle
{
    private static readonly FrozenSet<string> Properties = (
        "background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing border-style border-top border-width "
        + "clear color direction display float font-family font-size font-style font-variant font-weight height letter-spacing line-height list-style list-style-type "
        + "margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow overflow-x overflow-y padding padding-bottom "
        + "padding-left padding-right padding-top text-align text-decoration text-indent text-transform vertical-align white-space width word-break word-spacing background")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> ValueCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #%.,-+'!_");

    /// <param name="value">The attribute's value with its entities.</param>
    /// <returns>The declarations that may stay; empty if none.</returns>
    public static string Filter(string value)
    {
        var style = WebUtility.HtmlDecode(value);
        var kept = new StringBuilder();
        foreach (var range in style.AsSpan().Split(';'))
        {
            var declaration = style.AsSpan(range);
            var colon = declaration.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            var property = declaration[..colon].Trim().ToString();
            var setting = declaration[(colon + 1)..].Trim();
            if (Properties.Contains(property) && !setting.IsEmpty && !setting.ContainsAnyExcept(ValueCharacters))
            {
                kept.Append(kept.Length == 0 ? "" : "; ").Append(property).Append(": ").Append(setting);
            }
        }

        return kept.ToString();
    }
}
