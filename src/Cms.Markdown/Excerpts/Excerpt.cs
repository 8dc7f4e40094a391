using System.Text;

namespace Cms.Markdown.Excerpts;

/// <summary>Jekyll's excerpt: the text up to the separator, with the reference definitions that it needs from the rest.</summary>
internal static class Excerpt
{
    private const string BlankLine = "\n\n";

    public static string Of(string markdown, string? separator)
    {
        // Jekyll's content starts below the blank lines that follow the front matter.
        var body = markdown.AsSpan().TrimStart("\n").ToString();
        var end = End(body, separator is null or "" ? BlankLine : separator.Replace("\\n", "\n", StringComparison.Ordinal));
        if (end < 0)
        {
            return body.TrimEnd('\n');
        }

        return WithDefinitions(body[..end], body[end..]);
    }

    private static int End(string body, string separator)
    {
        var more = MoreMark(body);
        if (more >= 0)
        {
            return more;
        }

        return body.IndexOf(separator, StringComparison.Ordinal);
    }

    /// <summary><c>&lt;!--more--&gt;</c>, with blanks in Hexo and Octopress.</summary>
    private static int MoreMark(string body)
    {
        for (var start = body.IndexOf("<!--", StringComparison.Ordinal); start >= 0; start = body.IndexOf("<!--", start + 4, StringComparison.Ordinal))
        {
            var rest = body.AsSpan(start + 4).TrimStart(' ');
            if (rest.StartsWith("more", StringComparison.OrdinalIgnoreCase) && rest[4..].TrimStart(' ').StartsWith("-->", StringComparison.Ordinal))
            {
                return start;
            }
        }

        return -1;
    }

    private static string WithDefinitions(string head, string tail)
    {
        if (!head.Contains('[', StringComparison.Ordinal))
        {
            return head;
        }

        var definitions = new StringBuilder();
        foreach (var line in tail.AsSpan().EnumerateLines())
        {
            if (LabelOf(line) is { } label && head.Contains(label, StringComparison.OrdinalIgnoreCase))
            {
                definitions.Append(definitions.Length == 0 ? BlankLine : "\n").Append(line);
            }
        }

        return definitions.Length == 0 ? head : head + definitions;
    }

    /// <summary>The label with its brackets of a line <c>[label]: url</c>.</summary>
    private static string? LabelOf(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(' ');
        if (line.Length - text.Length > 3 || text is not ['[', ..])
        {
            return null;
        }

        var end = text.IndexOf("]:", StringComparison.Ordinal);
        return end is > 1 and < 300 ? text[..(end + 1)].ToString() : null;
    }
}
