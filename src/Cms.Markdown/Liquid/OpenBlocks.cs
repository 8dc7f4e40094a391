using System.Text;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Liquid;

/// <summary>Closes the blocks that an excerpt cuts open, as Jekyll does: a block whose end nowhere stands in it gets one at its end, the last first.</summary>
internal static class OpenBlocks
{
    private static readonly string[] Blocks = ["if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "raw", "comment"];

    public static string Close(string excerpt, TemplateLanguage language)
    {
        if (language is not (TemplateLanguage.Jekyll or TemplateLanguage.Octopress or TemplateLanguage.Hexo) || !excerpt.Contains("{%", StringComparison.Ordinal))
        {
            return excerpt;
        }

        var ours = LiquidTags.Of(language);
        var scanner = new LiquidScanner(excerpt);
        List<string> begun = [];
        HashSet<string> ended = new(StringComparer.Ordinal);
        for (var at = scanner.Find(0); at >= 0; at = scanner.Find(at + 2))
        {
            if (scanner.Read(at) is not { IsTag: true } tag)
            {
                continue;
            }

            if (tag.Name.StartsWith("end", StringComparison.Ordinal))
            {
                ended.Add(tag.Name[3..]);
            }
            else if (Blocks.Contains(tag.Name, StringComparer.Ordinal) || (ours.TryGetValue(tag.Name, out var block) && block is { IsBlock: true, Alone: null }))
            {
                begun.Add(tag.Name);
            }
        }

        var closed = new StringBuilder(excerpt);
        foreach (var name in begun.AsEnumerable().Reverse().Where(name => !ended.Contains(name)))
        {
            closed.Append("\n{% end").Append(name).Append(" %}");
        }

        return closed.ToString();
    }
}
