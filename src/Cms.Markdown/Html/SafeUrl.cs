using System.Collections.Frozen;

namespace Cms.Markdown.Html;

/// <summary>Which addresses may stand in a link or an image.</summary>
public static class SafeUrl
{
    /// <summary>The web's, and those that the HTML standard leaves to programs of the reader's choice, none of which runs anything in the page: https://html.spec.whatwg.org/#safelisted-scheme.</summary>
    public static IReadOnlyList<string> Schemes { get; } =
    [
        "http", "https",
        "bitcoin", "ftp", "ftps", "geo", "im", "irc", "ircs", "magnet", "mailto", "matrix", "mms", "news", "nntp", "openpgp4fpr", "sftp", "sip", "sms", "smsto",
        "ssh", "tel", "urn", "webcal", "wtai", "xmpp",
    ];

    private static readonly FrozenSet<string> Allowed = Schemes.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Inline pictures are common in real posts; SVG is not among them, because it can carry script.
    private static readonly string[] InlineImages = ["data:image/png;", "data:image/gif;", "data:image/jpeg;", "data:image/webp;"];

    public static bool IsAllowed(string url, bool isImage)
    {
        var scheme = SchemeOf(url);
        return scheme is null
            || Allowed.Contains(scheme)
            || (isImage && IsInlineImage(url));
    }

    public static bool IsInlineImage(string url) =>
        Array.Exists(InlineImages, start => url.AsSpan().TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes a relative address absolute; fragments, absolute addresses and what is no address stay.</summary>
    public static string Resolve(string url, Uri? baseUrl)
    {
        if (baseUrl is null || url.Length == 0 || url[0] == '#' || SchemeOf(url) is not null)
        {
            return url;
        }

        return Uri.TryCreate(baseUrl, url, out var absolute) ? absolute.AbsoluteUri : url;
    }

    /// <summary>The scheme as a browser sees it, which drops control characters and blanks (URL standard, section 4.4); null for a relative address.</summary>
    private static string? SchemeOf(string url)
    {
        Span<char> scheme = stackalloc char[32];
        var length = 0;
        foreach (var c in url)
        {
            if (c is ':')
            {
                return scheme[..length].ToString();
            }

            if (c is '/' or '?' or '#')
            {
                return null;
            }

            if (c <= ' ' || char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format)
            {
                continue;
            }

            if (length == scheme.Length)
            {
                // Too long for a scheme that we allow; whatever it is, it is judged by the colon that may follow.
                return url.AsSpan().IndexOf(':') >= 0 ? "?" : null;
            }

            scheme[length++] = c;
        }

        return null;
    }
}
