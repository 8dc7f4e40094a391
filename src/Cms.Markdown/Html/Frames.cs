using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Cms.Markdown.Html;

/// <summary>Frames of other sites: two video hosts that set no cookies without being asked; any other frame becomes a link.</summary>
internal static class Frames
{
    private static readonly FrozenSet<string> Hosts = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "www.youtube-nocookie.com", "player.vimeo.com");

    // The same player, but without cookies.
    private static readonly FrozenSet<string> YouTube = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "www.youtube.com", "youtube.com");

    public static void Write(StringBuilder html, List<HtmlAttribute> attributes)
    {
        var source = WebUtility.HtmlDecode(attributes.Find(attribute => attribute.Name == "src").Value ?? "").Trim();
        if (source.StartsWith("//", StringComparison.Ordinal))
        {
            source = "https:" + source;
        }

        if (!Uri.TryCreate(source, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return;
        }

        if (YouTube.Contains(url.Host) && url.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal))
        {
            url = new UriBuilder(url) { Scheme = "https", Port = -1, Host = "www.youtube-nocookie.com" }.Uri;
        }

        var address = WebUtility.HtmlEncode(url.AbsoluteUri);
        if (!Hosts.Contains(url.Host))
        {
            html.Append("<a href=\"").Append(address).Append("\">").Append(address).Append("</a>");
            return;
        }

        html.Append("<iframe src=\"").Append(address).Append('"');
        foreach (var (name, value) in attributes)
        {
            if (name is "width" or "height" or "title" or "class" or "id" && value is not null)
            {
                html.Append(' ').Append(name).Append("=\"").Append(value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
            }
        }

        html.Append(" allowfullscreen></iframe>");
    }
}
