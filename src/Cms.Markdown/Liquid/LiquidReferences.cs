using Cms.Markdown.Templates;

namespace Cms.Markdown.Liquid;

/// <summary>The posts that a text's tags name, found without expanding it.</summary>
internal static class LiquidReferences
{
    public static IEnumerable<PostReference> In(string text)
    {
        var scanner = new LiquidScanner(text);
        for (var at = scanner.Find(0); at >= 0; at = scanner.Find(at + 2))
        {
            if (text[at + 1] == '%' && scanner.Read(at) is { } tag && Of(tag.Name, tag.Arguments) is { } reference)
            {
                yield return reference;
            }
        }
    }

    /// <summary>The post that a tag names; null for a tag that names none.</summary>
    public static PostReference? Of(string tag, string arguments)
    {
        var name = arguments.Split(' ', 2)[0].Trim('"', '\'');
        return name.Length == 0 ? null : tag switch
        {
            "post_url" => new(name, PostReferenceRule.PostName),
            "link" when name.Contains('/', StringComparison.Ordinal) => new(name.TrimStart('/'), PostReferenceRule.File),
            "post_link" or "post_path" => new(name, PostReferenceRule.PathEnd),
            _ => null,
        };
    }
}
