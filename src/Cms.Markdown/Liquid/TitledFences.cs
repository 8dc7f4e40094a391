using System.Text;
using System.Text.RegularExpressions;
using Cms.Markdown.Html;
using Cms.Markdown.Text;

namespace Cms.Markdown.Liquid;

/// <summary>Octopress's and Hexo's fence with a title: <c>``` language title [address [link text]]</c>. Other fences are Markdown's.</summary>
internal static partial class TitledFences
{
    // More is no title. It bounds the time of the pattern, too.
    private const int LongestInfo = 1_000;

    public static string Write(string text)
    {
        if (!text.Contains("```", StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder? written = null;
        var done = 0;
        foreach (var range in FencedCode.RangesOf(text))
        {
            var block = text[range];
            var lineEnd = block.IndexOf('\n', StringComparison.Ordinal);
            var closing = block.LastIndexOf('\n');
            if (lineEnd is <= 0 or > LongestInfo || closing == lineEnd - 1 || !block.StartsWith("```", StringComparison.Ordinal) || Info.Match(block[..lineEnd]) is not { Success: true } info)
            {
                continue;
            }

            var caption = HighlightedCode.Caption(info.Groups["title"].Value.Trim(), info.Groups["url"].Value, info.Groups["link"].Value.Trim());
            var code = closing > lineEnd ? block[(lineEnd + 1)..closing] : "";
            written ??= new StringBuilder(text.Length + 256);
            written.Append(text, done, range.Start.Value - done).Append(HighlightedCode.Write(info.Groups["language"].Value, HtmlText.Escape(code), caption));
            done = range.End.Value;
        }

        return written?.Append(text, done, text.Length - done).ToString() ?? text;
    }

    [GeneratedRegex(@"^`{3,} *(?<language>[^\s`]+)[ \t]+(?<title>[^`]*?)(?:(?:^|(?<=[ \t]))(?<url>https?://[^\s`]+|/[^\s`]+)(?<link>[^`]*))?[ \t]*$", RegexOptions.None, Timeout.Infinite)]
    private static partial Regex Info { get; }
}
