using System.Text;
using Cms.Markdown.Html;
using Cms.Markdown.Liquid;
using Cms.Markdown.Templates;
using Cms.Markdown.Text;

namespace Cms.Markdown.Shortcodes;

/// <summary>Hugo's shortcodes: its own are written as it would, of others the text between them stays. Linear: none is expanded again.</summary>
internal sealed class HugoShortcodes
{
    private const int MostWarnings = 100;

    private readonly string text;
    private readonly PostContext post;
    private readonly List<RenderingWarning> warnings;
    private readonly StringBuilder written;
    private readonly IReadOnlyList<Range> fences;
    private readonly HashSet<string> unclosed = new(StringComparer.Ordinal);
    private int nextFence;
    private int line = 1;
    private int lineStart;

    private HugoShortcodes(string text, PostContext post, List<RenderingWarning> warnings)
    {
        this.text = text;
        this.post = post;
        this.warnings = warnings;
        written = new StringBuilder(text.Length + 64);
        fences = FencedCode.RangesOf(text);
    }

    public static string Expand(string text, PostContext post, List<RenderingWarning> warnings) =>
        text.Contains("{{<", StringComparison.Ordinal) || text.Contains("{{%", StringComparison.Ordinal) ? new HugoShortcodes(text, post, warnings).Expand() : text;

    /// <summary>The posts that a text's shortcodes name, found without expanding it.</summary>
    public static IEnumerable<PostReference> ReferencesIn(string text)
    {
        for (var at = text.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", at + 2, StringComparison.Ordinal))
        {
            if (Shortcode.Read(text, at) is { IsComment: false, Name: "ref" or "relref" } code && ReferenceOf(code) is { } reference)
            {
                yield return reference;
            }
        }
    }

    private string Expand()
    {
        var done = 0;
        for (var at = text.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", Math.Max(done, at + 2), StringComparison.Ordinal))
        {
            if (Shortcode.Read(text, at) is not { } code)
            {
                continue;
            }

            SetLine(at);
            written.Append(text, done, at - done);
            done = code.IsComment ? Quote(code) : Write(code);
        }

        return written.Append(text, done, text.Length - done).ToString();
    }

    private int Write(Shortcode code)
    {
        var end = code.End;
        switch (code.Name)
        {
            case "figure":
                written.Append(Figure(code));
                break;
            case "youtube":
                written.Append(Embeds.YouTube(code["id", 0]));
                break;
            case "vimeo":
                written.Append(Embeds.Vimeo(code["id", 0]));
                break;
            case "gist":
                written.Append(Embeds.Gist(string.Join('/', code.Positional.Take(2))));
                break;
            case "tweet" or "x" or "twitter":
                written.Append(Tweet(code));
                break;
            case "highlight" when !code.IsClosing:
                end = Highlight(code);
                break;
            case "ref" or "relref":
                written.Append(Address(code));
                break;
            default:
                if (!code.IsClosing)
                {
                    Warn("shortcode-unknown", $"The shortcode \"{code.Name}\" is not known; only the text within it is shown. Write what it stands for, or take it out.");
                }

                break;
        }

        return end;
    }

    /// <summary>A shortcode that is talked about, so that Markdown shows it.</summary>
    private int Quote(Shortcode comment)
    {
        var isCode = IsInFence(comment.Start) || IsInCodeSpan(comment.Start);
        var isAngle = text[comment.Start + 2] == '<';
        var (open, close) = isAngle ? (isCode ? "<" : "&lt;", isCode ? ">" : "&gt;") : ("%", "%");
        written.Append("{{").Append(open).Append(' ').Append(comment.Inside).Append(' ').Append(close).Append("}}");
        return comment.End;
    }

    private int Highlight(Shortcode code)
    {
        var close = unclosed.Contains("highlight") ? null : FindClosing("highlight", code.End);
        if (close is null)
        {
            unclosed.Add("highlight");
            Warn("shortcode-unclosed", "A shortcode \"highlight\" is never closed. Add {{< /highlight >}}.");
            return code.End;
        }

        written.Append(HighlightedCode.Write(code["lang", 0].ToLowerInvariant(), HtmlText.Escape(text[code.End..close.Start].Trim('\n'))));
        return close.End;
    }

    private Shortcode? FindClosing(string name, int from)
    {
        for (var at = text.IndexOf("{{", from, StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", at + 2, StringComparison.Ordinal))
        {
            if (Shortcode.Read(text, at) is { IsClosing: true } code && code.Name == name)
            {
                return code;
            }
        }

        return null;
    }

    private string Address(Shortcode code)
    {
        if (ReferenceOf(code) is not { } reference)
        {
            return "";
        }

        var fragment = FragmentOf(code);
        if (reference.Text.Length == 0)
        {
            return fragment;
        }

        if (post.Posts.TryGetValue(reference, out var target))
        {
            return SiteUrls.Normalize(target.Path) + fragment;
        }

        Warn("shortcode-post-not-found", $"The shortcode \"{code.Name}\" names '{reference.Text}', which is no published post of this source. Correct the name.");
        return SiteUrls.Normalize(reference.Text).Replace(")", "%29", StringComparison.Ordinal) + fragment;
    }

    private static PostReference? ReferenceOf(Shortcode code)
    {
        var path = code["path", 0];
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        return path.Length == 0 ? null : new((hash < 0 ? path : path[..hash]).Trim('/'), PostReferenceRule.PathEnd);
    }

    private static string FragmentOf(Shortcode code)
    {
        var path = code["path", 0];
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? "" : SiteUrls.Normalize(path[hash..]).Replace(")", "%29", StringComparison.Ordinal);
    }

    private static string Tweet(Shortcode code)
    {
        var id = code["id", 0];
        var user = code["user", -1];
        return Embeds.Link(id.StartsWith("http", StringComparison.Ordinal) ? id : $"https://twitter.com/{(user.Length > 0 ? user : "i")}/status/{id}");
    }

    private static string Figure(Shortcode code)
    {
        var html = new StringBuilder("<figure");
        Attribute(html, "class", code["class", -1]);
        html.Append('>');
        var link = code["link", -1];
        if (link.Length > 0)
        {
            html.Append("<a");
            Attribute(html, "href", link);
            html.Append('>');
        }

        html.Append("<img");
        foreach (var name in (string[])["src", "alt", "width", "height"])
        {
            Attribute(html, name, name == "alt" && code["alt", -1].Length == 0 ? code["caption", -1] : code[name, name == "src" ? 0 : -1]);
        }

        html.Append('>').Append(link.Length > 0 ? "</a>" : "");
        var (title, caption) = (code["title", -1], code["caption", -1]);
        if (title.Length + caption.Length > 0)
        {
            html.Append("<figcaption>")
                .Append(title.Length > 0 ? $"<h4>{HtmlText.Escape(title)}</h4>" : "")
                .Append(caption.Length > 0 ? $"<p>{HtmlText.Escape(caption)}</p>" : "")
                .Append("</figcaption>");
        }

        return html.Append("</figure>").ToString();
    }

    private static void Attribute(StringBuilder html, string name, string value)
    {
        if (value.Length > 0)
        {
            html.Append(' ').Append(name).Append("=\"").Append(HtmlText.EscapeAttribute(value)).Append('"');
        }
    }

    private bool IsInFence(int at)
    {
        while (nextFence < fences.Count && fences[nextFence].End.Value <= at)
        {
            nextFence++;
        }

        return nextFence < fences.Count && fences[nextFence].Start.Value <= at;
    }

    // An odd number of ticks before it on its line opens a span that holds it.
    private bool IsInCodeSpan(int at)
    {
        var start = Math.Max(0, Math.Max(at - 2_000, text.LastIndexOf('\n', at) + 1));
        return text.AsSpan(start, at - start).Count('`') % 2 == 1;
    }

    private void SetLine(int position)
    {
        line += text.AsSpan(lineStart, position - lineStart).Count('\n');
        lineStart = position;
    }

    private void Warn(string code, string message)
    {
        if (warnings.Count < MostWarnings)
        {
            warnings.Add(new(line, code, message));
        }
    }
}
