using System.Globalization;
using YamlDotNet.Core;

namespace Cms.Markdown.FrontMatter;

/// <summary>Reads the text between the fences, mending what can be mended. What it can't read it refuses, with the line and the reason.</summary>
internal static class YamlReader
{
    // The largest front matter of 26,000 real files is far below; the scanner behind is not linear in everything.
    private const int MaximumLength = 1 << 20;
    private const int MaximumRepairs = 25;

    public static (FrontMatterMap Map, FrontMatterWarning? Refusal) Read(string yaml, int firstLine, List<FrontMatterWarning> warnings)
    {
        if (yaml.Length > MaximumLength)
        {
            return Refuse(firstLine, "front-matter-too-large", string.Create(CultureInfo.InvariantCulture,
                $"The front matter is longer than {MaximumLength / 1024} KiB. Move what it holds into the body or a data file."));
        }

        var found = new List<FrontMatterWarning>();
        var lines = yaml.Split('\n');
        YamlException? first = null;
        for (var attempt = 0; attempt <= MaximumRepairs; attempt++)
        {
            try
            {
                var attempted = new List<FrontMatterWarning>();
                var map = YamlTree.Read(string.Join('\n', lines), firstLine, attempted);
                warnings.AddRange(found);
                warnings.AddRange(attempted);
                return (map, null);
            }
            catch (YamlLimitException limit)
            {
                return Refuse(limit.Line, "front-matter-limit", limit.Message);
            }
            catch (YamlException invalid)
            {
                first ??= invalid;
                if (YamlRepair.Mend(lines, (int)Math.Min(invalid.Start.Line, lines.Length) - 1) is not { } repaired)
                {
                    break;
                }

                if (repaired.Message is { } message)
                {
                    found.Add(new(firstLine + repaired.Line, "yaml-repaired", message));
                }
            }
        }

        return Refuse(firstLine - 1 + (int)Math.Min(first!.Start.Line, lines.Length), "invalid-yaml",
            $"The front matter is not valid YAML: {first.Message.TrimEnd('.')}. Correct this line; a value with special characters needs quotes.");
    }

    private static (FrontMatterMap Map, FrontMatterWarning? Refusal) Refuse(int line, string code, string message) =>
        (FrontMatterMap.Empty, new(line, code, message));
}
