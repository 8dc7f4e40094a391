using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Content.Sources;

/// <summary>What a source's definition means for the templates in its posts.</summary>
public static class SourceTemplates
{
    private static readonly JsonDocumentOptions DataOptions = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 60 };

    public static TemplateLanguage LanguageOf(Generator generator) => generator switch
    {
        Generator.Jekyll => TemplateLanguage.Jekyll,
        Generator.Octopress => TemplateLanguage.Octopress,
        Generator.Hexo => TemplateLanguage.Hexo,
        Generator.Hugo => TemplateLanguage.Hugo,
        Generator.Gatsby => TemplateLanguage.Mdx,
        _ => TemplateLanguage.None,
    };

    /// <summary>Whether a file's templates may name the site: its settings, its data or its other files. Rather one too many than one too few.</summary>
    public static bool MayNameSite(Generator generator, ReadOnlySpan<byte> file)
    {
        if (LanguageOf(generator) is not (TemplateLanguage.Jekyll or TemplateLanguage.Octopress or TemplateLanguage.Hexo))
        {
            return false;
        }

        // In UTF-16 none of it would be found.
        return file is [0xFF or 0xFE, 0xFF or 0xFE, ..]
            || ((file.IndexOf("{{"u8) >= 0 || file.IndexOf("{%"u8) >= 0)
                && (file.IndexOf("site"u8) >= 0 || file.IndexOf("_url"u8) >= 0 || file.IndexOf("include"u8) >= 0 || file.IndexOf("link"u8) >= 0 || file.IndexOf("post_path"u8) >= 0));
    }

    public static SiteContext SiteOf(SourceDefinition definition, FrontMatterMap configuration)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration.ToJson(), DataOf(definition.Data), definition.Includes, definition.Pages);
    }

    /// <summary>Data files as <c>site.data</c> names them: by their folders and their name without its ending. What can't be read is not there.</summary>
    private static JsonObject DataOf(IReadOnlyDictionary<string, string> files)
    {
        var data = new JsonObject();
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var parts = path.Split('/');
            var folder = data;
            foreach (var part in parts[..^1])
            {
                if (folder[part] is not JsonObject inner)
                {
                    folder[part] = inner = [];
                }

                folder = inner;
            }

            folder[Path.GetFileNameWithoutExtension(parts[^1])] = Read(path, text);
        }

        return data;
    }

    private static JsonNode? Read(string path, string text)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                using var json = JsonDocument.Parse(text, DataOptions);
                return Read(json.RootElement);
            }
            catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
            {
                // No JSON, or a name with half a character in it.
                return null;
            }
        }

        // Front matter is a map, and a data file is often a list: a list may stand at the margin below a key.
        var yaml = ConfigurationText.WithoutFence(text);
        var parsed = MarkdownFile.Parse($"---\n{(IsList(yaml) ? "list:\n" + yaml : yaml)}\n---\n");
        return parsed.Refusal is not null ? null : IsList(yaml) ? parsed.FrontMatter["list"]?.ToJson() : parsed.FrontMatter.ToJson();
    }

    // Of a name that is given twice the last value counts, as in Ruby; a JSON object of .NET fails at the second, and only when somebody asks for it.
    private static JsonNode? Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var member in json.EnumerateObject())
                {
                    map[member.Name] = Read(member.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select(Read)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(json.Clone());
        }
    }

    private static bool IsList(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace() && !line.StartsWith("#", StringComparison.Ordinal))
            {
                return line.StartsWith("- ", StringComparison.Ordinal) || line is "-";
            }
        }

        return false;
    }
}
