using System.Text;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Liquid;

/// <summary>Addresses as Jekyll makes them of the site's <c>url</c> and <c>baseurl</c>.</summary>
internal static class SiteUrls
{
    // The characters of a path, a query and a fragment that stand for themselves (RFC 3986), and what is encoded already.
    private const string Kept = "-._~!$&'()*+,;=:@/?#[]%";

    public static string Relative(string input, SiteContext site)
    {
        if (IsAbsolute(input))
        {
            return input;
        }

        var baseUrl = site.BaseUrl.EndsWith('/') ? site.BaseUrl[..^1] : site.BaseUrl;
        return Normalize(WithSlash(baseUrl) + WithSlash(input));
    }

    public static string Absolute(string input, SiteContext site)
    {
        if (IsAbsolute(input))
        {
            return input;
        }

        var relative = Relative(input, site);
        return site.Url.Length == 0 ? relative : Normalize(site.Url + relative);
    }

    /// <summary>Percent-encoded where it has to be.</summary>
    public static string Normalize(string url)
    {
        StringBuilder? encoded = null;
        for (var i = 0; i < url.Length; i++)
        {
            var c = url[i];
            if (char.IsAsciiLetterOrDigit(c) || Kept.Contains(c, StringComparison.Ordinal))
            {
                encoded?.Append(c);
                continue;
            }

            encoded ??= new StringBuilder(url, 0, i, url.Length + 16);
            var length = char.IsHighSurrogate(c) && i + 1 < url.Length ? 2 : 1;
            encoded.Append(Uri.EscapeDataString(url.AsSpan(i, length)));
            i += length - 1;
        }

        return encoded?.ToString() ?? url;
    }

    private static bool IsAbsolute(string input)
    {
        var colon = input.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(input[0]) && input.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static string WithSlash(string part) => part.Length == 0 || part[0] == '/' ? part : "/" + part;
}
