using System.Text;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters for addresses.</summary>
internal static partial class UrlFilters
{
    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("relative_url", (input, _, context) => Address(input, text => SiteUrls.Relative(text, LiquidExpansion.Of(context).Post.Site))),
        ("absolute_url", (input, _, context) => Address(input, text => SiteUrls.Absolute(text, LiquidExpansion.Of(context).Post.Site))),
        ("strip_index", (input, _, _) => Address(input, text => Index.Replace(text, "/"))),
        ("cgi_escape", (input, _, _) => Address(input, FormEncode)),
        ("url_encode", (input, _, _) => Address(input, FormEncode)),
        ("url_decode", (input, _, _) => Address(input, text => Uri.UnescapeDataString(text.Replace('+', ' ')))),
        ("uri_escape", (input, _, _) => Address(input, SiteUrls.Normalize)),
    ];

    private static ValueTask<FluidValue> Address(FluidValue input, Func<string, string> make) => new(input.IsNil() ? input : new StringValue(make(input.ToStringValue())));

    // CGI.escape of Ruby: a blank is a plus, and of the marks only these stand for themselves.
    private static string FormEncode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)unit;
            if (char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '.' or '_' or '~')
            {
                encoded.Append(c);
            }
            else if (c == ' ')
            {
                encoded.Append('+');
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([unit]));
            }
        }

        return encoded.ToString();
    }

    [GeneratedRegex(@"/index\.html?$", RegexOptions.NonBacktracking)]
    private static partial Regex Index { get; }
}
