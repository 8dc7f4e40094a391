using System.Globalization;

namespace Cms.Markdown.FrontMatter;

/// <summary>Reads what an <see cref="Envelope"/> holds. What it can't read it refuses, with the line and the reason.</summary>
internal static class FrontMatterReader
{
    public static (FrontMatterMap Map, FrontMatterWarning? Refusal) Read(string text, Envelope envelope, List<FrontMatterWarning> warnings)
    {
        if (envelope.Format == FrontMatterFormat.None)
        {
            return (FrontMatterMap.Empty, null);
        }

        var (start, length) = envelope.Content.GetOffsetAndLength(text.Length);
        var firstLine = start == 0 ? 1 : 2;
        var maximum = envelope.Format == FrontMatterFormat.Toml ? FrontMatterLimits.MaximumTomlLength : FrontMatterLimits.MaximumLength;
        if (length > maximum)
        {
            return (FrontMatterMap.Empty, new(firstLine, "front-matter-too-large", string.Create(CultureInfo.InvariantCulture,
                $"The front matter is longer than {maximum / 1024} KiB. Move what it holds into the body or a data file.")));
        }

        var content = TextLines.WithLineFeeds(text[envelope.Content]);
        return envelope.Format switch
        {
            FrontMatterFormat.Yaml => YamlReader.Read(content, firstLine, warnings),
            FrontMatterFormat.Toml => TomlTree.Read(content, firstLine, warnings),
            _ => JsonTree.Read(envelope.LacksBraces ? $"{{{content}}}" : content, firstLine, warnings),
        };
    }
}
