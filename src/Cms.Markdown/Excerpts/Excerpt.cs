using Cms.Markdown.Liquid;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Excerpts;

/// <summary>
/// Jekyll's excerpt (its <c>excerpt.rb</c>): the text up to the separator, with its Liquid blocks closed and the reference definitions that it needs
/// from the rest.
/// </summary>
internal static class Excerpt
{
    private const string BlankLine = "\n\n";

    /// <param name="moreEnds">Whether <c>&lt;!--more--&gt;</c> ends it, too, whatever the separator.</param>
    /// <param name="language">Whose blocks are closed where they are cut open: what was open would else swallow the definitions, too.</param>
    public static string Of(string markdown, string? separator, bool moreEnds, TemplateLanguage language)
    {
        // Jekyll's content starts below the blank lines that follow the front matter.
        var body = markdown.TrimStart('\n');
        var end = moreEnds ? MoreMark(body) : -1;
        end = end < 0 ? body.IndexOf(separator is null or "" ? BlankLine : separator.Replace("\\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal) : end;
        if (end < 0)
        {
            return OpenBlocks.Close(body.TrimEnd('\n'), language);
        }

        return WithDefinitions(OpenBlocks.Close(body[..end], language), body.AsSpan(end));
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

    private static string WithDefinitions(string head, ReadOnlySpan<char> tail)
    {
        if (!head.Contains('[', StringComparison.Ordinal))
        {
            return head;
        }

        List<string> definitions = [];
        foreach (var line in tail.EnumerateLines())
        {
            if (LabelOf(line) is { } label && head.Contains(label, StringComparison.Ordinal))
            {
                definitions.Add(line.TrimStart(' ').ToString());
            }
        }

        return definitions.Count == 0 ? head : $"{head}{BlankLine}{string.Join('\n', definitions)}";
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
