using System.Text;
using Cms.Markdown.Html;
using Cms.Markdown.Text;

namespace Cms.Markdown.Liquid;

/// <summary>Octopress's and Hexo's fence with a title: <c>``` language title [address [link text]]</c>. Other fences are Markdown's.</summary>
internal static class TitledFences
{
    // More is no title.
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
            if (lineEnd is <= 0 or > LongestInfo || closing == lineEnd - 1 || !block.StartsWith("```", StringComparison.Ordinal) || FenceInfo.Read(block[..lineEnd]) is not { } info)
            {
                continue;
            }

            var caption = HighlightedCode.Caption(info.Title, info.Url, info.Link);
            var code = closing > lineEnd ? block[(lineEnd + 1)..closing] : "";
            written ??= new StringBuilder(text.Length + 256);
            written.Append(text, done, range.Start.Value - done).Append(HighlightedCode.Write(info.Language, HtmlText.Escape(code), caption));
            done = range.End.Value;
        }

        return written?.Append(text, done, text.Length - done).ToString() ?? text;
    }

    /// <summary>What stands behind the marks.</summary>
    /// <param name="Url">Empty where there is none, and so is the text of its link.</param>
    private sealed record FenceInfo(string Language, string Title, string Url, string Link)
    {
        /// <summary>Null where a line is no fence with anything behind its language.</summary>
        public static FenceInfo? Read(string line)
        {
            var info = line.AsSpan().TrimStart('`').TrimStart(' ');
            var end = EndOfWord(info);
            if (end == 0 || end == info.Length || info[end] is not (' ' or '\t') || info.Contains('`'))
            {
                return null;
            }

            var rest = info[end..];
            for (var at = 1; at < rest.Length; at++)
            {
                if (rest[at - 1] is ' ' or '\t' && IsAddress(rest[at..]))
                {
                    var length = EndOfWord(rest[at..]);
                    return new(info[..end].ToString(), rest[..at].Trim().ToString(), rest.Slice(at, length).ToString(), rest[(at + length)..].Trim().ToString());
                }
            }

            return new(info[..end].ToString(), rest.Trim().ToString(), "", "");
        }

        private static bool IsAddress(ReadOnlySpan<char> text)
        {
            var start = text.StartsWith("https://") ? 8 : text.StartsWith("http://") ? 7 : text is ['/', ..] ? 1 : -1;
            return start > 0 && EndOfWord(text) > start;
        }

        private static int EndOfWord(ReadOnlySpan<char> text)
        {
            var end = 0;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return end;
        }
    }
}
