using System.Net;
using System.Text;

namespace Cms.Markdown.Html;

/// <summary>Makes the relative addresses of HTML absolute and leaves all else as it is.</summary>
internal static class RawAddresses
{
    public static string Resolve(string html, Uri baseUrl)
    {
        var resolved = new StringBuilder(html.Length + 64);
        var copied = 0;
        var reader = new TagReader(html);
        for (var start = html.IndexOf('<'); start >= 0; start = html.IndexOf('<', start + 1))
        {
            if (reader.Read(start) is not { Closes: false } tag)
            {
                continue;
            }

            foreach (var (name, value) in reader.AttributesOf(tag))
            {
                if (name is not ("href" or "src" or "poster") || string.IsNullOrEmpty(value))
                {
                    continue;
                }

                var absolute = SafeUrl.Resolve(WebUtility.HtmlDecode(value), baseUrl);
                var place = html.IndexOf(value, tag.Attributes.Start.Value, StringComparison.Ordinal);
                if (place >= copied && place < tag.End && absolute != WebUtility.HtmlDecode(value))
                {
                    resolved.Append(html, copied, place - copied).Append(WebUtility.HtmlEncode(absolute));
                    copied = place + value.Length;
                }
            }

            start = tag.End - 1;
        }

        return resolved.Append(html, copied, html.Length - copied).ToString();
    }
}
