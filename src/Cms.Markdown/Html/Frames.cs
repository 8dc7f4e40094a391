using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Cms.Markdown.Html;

/// <summary>What is embedded from other sites: frames of the hosts that the options name stay, any other frame and a gist's script become links.</summary>
internal static class Frames
{
    // The same player, but without cookies.
    private static readonly FrozenSet<string> YouTube = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "www.youtube.com", "youtube.com", "m.youtube.com");

    public static void Write(StringBuilder html, List<HtmlAttribute> attributes, IReadOnlyList<string> hosts)
    {
        if (SourceOf(attributes) is not { } url)
        {
            return;
        }

        if (YouTube.Contains(url.Host) && url.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal))
        {
            url = new UriBuilder(url) { Scheme = "https", Port = -1, Host = "www.youtube-nocookie.com" }.Uri;
        }

        if (!hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
        {
            WriteLink(html, url.AbsoluteUri);
            return;
        }

        html.Append("<iframe src=\"").Append(WebUtility.HtmlEncode(url.AbsoluteUri)).Append('"');
        foreach (var (name, value) in attributes)
        {
            if (name is "width" or "height" or "title" or "class" or "id" && value is not null)
            {
                html.Append(' ').Append(name).Append("=\"").Append(value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
            }
        }

        html.Append(" allowfullscreen></iframe>");
    }

    /// <summary>A script that would write a gist or a recording into the page, as a link to it; any other says nothing to a reader.</summary>
    public static void WriteScript(StringBuilder html, List<HtmlAttribute> attributes)
    {
        const string Extension = ".js";
        if (SourceOf(attributes) is { Host: "gist.github.com" or "asciinema.org" } url && url.AbsolutePath.EndsWith(Extension, StringComparison.Ordinal))
        {
            WriteLink(html, $"https://{url.Host}{url.AbsolutePath[..^Extension.Length]}");
        }
    }

    private static Uri? SourceOf(List<HtmlAttribute> attributes)
    {
        var source = WebUtility.HtmlDecode(attributes.Find(attribute => attribute.Name == "src").Value ?? "").Trim();
        if (source.StartsWith("//", StringComparison.Ordinal))
        {
            source = "https:" + source;
        }

        return Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
    }

    private static void WriteLink(StringBuilder html, string url)
    {
        var address = WebUtility.HtmlEncode(url);
        html.Append("<a href=\"").Append(address).Append("\">").Append(address).Append("</a>");
    }
}
