using YamlDotNet.Core;

namespace Cms.Markdown.FrontMatter;

/// <summary>Reads the text between the fences, mending what can be mended. What it can't read it refuses, with the line and the reason.</summary>
internal static class YamlReader
{
    private const int MaximumRepairs = 25;

    // Every mend is read anew from the top.
    private const int MaximumCharactersRead = 4 * FrontMatterLimits.MaximumLength;

    public static (FrontMatterMap Map, FrontMatterWarning? Refusal) Read(string yaml, int firstLine, List<FrontMatterWarning> warnings, YamlPlaces? places = null)
    {
        var found = new List<FrontMatterWarning>();
        var text = yaml;
        string[]? lines = null;
        YamlException? first = null;
        for (var attempt = 0; attempt <= MaximumRepairs && (attempt * (long)yaml.Length) <= MaximumCharactersRead; attempt++)
        {
            try
            {
                var attempted = new List<FrontMatterWarning>();
                places?.Restart(text);
                var map = YamlTree.Read(text, firstLine, attempted, places);
                warnings.AddRange(found);
                warnings.AddRange(attempted);
                return (map, null);
            }
            catch (FrontMatterLimitException limit)
            {
                return Refuse(limit.Line, "front-matter-limit", limit.Message);
            }
            catch (YamlException invalid)
            {
                first ??= invalid;
                lines ??= yaml.Split('\n');
                if (YamlRepair.Mend(lines, LineOf(invalid, text)) is not { } repaired)
                {
                    break;
                }

                text = string.Join('\n', lines);

                if (repaired.Message is { } message)
                {
                    found.Add(new(firstLine + repaired.Line, "yaml-repaired", message));
                }
            }
        }

        return Refuse(firstLine + LineOf(first!, yaml), "invalid-yaml",
            $"The front matter is not valid YAML: {first!.Message.TrimEnd('.')}. Correct this line; a value with special characters needs quotes.");
    }

    // Counted from 0, and by line feeds alone; the parser's own also counts U+0085, U+2028 and U+2029. What is never closed it notices behind the last line.
    private static int LineOf(YamlException invalid, string text) =>
        text.AsSpan(0, (int)Math.Min(invalid.Start.Index, text.AsSpan().TrimEnd().Length)).Count('\n');

    private static (FrontMatterMap Map, FrontMatterWarning? Refusal) Refuse(int line, string code, string message) =>
        (FrontMatterMap.Empty, new(line, code, message));
}
