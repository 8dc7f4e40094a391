using System.Text.RegularExpressions;
using Cms.Markdown.Html;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>Tags for what lies elsewhere: frames of players that set no cookies, links to all else.</summary>
internal static partial class Embeds
{
    public static IReadOnlyList<(string Name, LiquidTag Tag)> All { get; } =
    [
        ("gist", new(IsBlock: false, (use, _, context) => Gist(First(use, context)))),
        ("youtube", new(IsBlock: false, (use, _, context) => YouTube(First(use, context)))),
        ("vimeo", new(IsBlock: false, (use, _, context) => Vimeo(First(use, context)))),
        ("twitter", new(IsBlock: false, (use, _, context) => Link(First(use, context)))),
        ("tweet", new(IsBlock: false, (use, _, context) => Link(First(use, context)))),
        ("jsfiddle", new(IsBlock: false, (use, _, context) => Link("https://jsfiddle.net/" + First(use, context)))),
    ];

    public static string YouTube(string video) => YouTubeId.Match(video) is { Success: true } match
        ? Frame("https://www.youtube-nocookie.com/embed/" + match.Groups["id"].Value, "YouTube")
        : Link(video);

    public static string Vimeo(string video) => VimeoId.Match(video) is { Success: true } match
        ? Frame("https://player.vimeo.com/video/" + match.Groups["id"].Value, "Vimeo")
        : Link(video);

    public static string Gist(string gist) => Link(gist.StartsWith("http", StringComparison.Ordinal) ? gist : "https://gist.github.com/" + gist);

    /// <summary>A link that shows its address; text that is no address stays text.</summary>
    public static string Link(string url) => url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal)
        ? $"<a href=\"{HtmlText.EscapeAttribute(url)}\">{HtmlText.Escape(url)}</a>"
        : HtmlText.Escape(url);

    private static string Frame(string url, string title) => $"<iframe src=\"{url}\" title=\"{title}\" allowfullscreen></iframe>";

    /// <summary>A tag's first argument: quoted, a variable, or as it stands.</summary>
    private static string First(TagUse use, TemplateContext context)
    {
        var words = Words.Of(Includes.Expand(use.Arguments, context));
        var first = words is [var word, ..] ? word.TrimEnd(',') : "";
        if (!Variable.IsMatch(first) || use.Arguments.StartsWith('"') || use.Arguments.StartsWith('\''))
        {
            return first;
        }

        var value = LiquidExpansion.Of(context).Evaluate(first, context);
        return value.IsNil() ? first : value.ToStringValue();
    }

    [GeneratedRegex(@"^(?:.*(?:v=|youtu\.be/|embed/|shorts/))?(?<id>[\w-]{6,20})(?:[?&#].*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex YouTubeId { get; }

    [GeneratedRegex(@"^(?:https?://.*/)?(?<id>[0-9]{3,20})(?:[?/#].*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex VimeoId { get; }

    [GeneratedRegex(@"^[a-z_]\w*(?:\.[\w-]+)*$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Variable { get; }
}
