using System.Text;
using Cms.Content.Import;
using Cms.Content.Import.Jekyll;
using Cms.Content.Import.Trees;
using Cms.Content.Sources;

namespace Cms.Content.Export.Files;

/// <summary>The files of a source that are no posts: its configuration, and the texts that are kept with it.</summary>
internal static class SourceFiles
{
    /// <summary>By their path within the source.</summary>
    public static IReadOnlyDictionary<string, byte[]> Of(SourceDefinition source)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (source.Configuration.Length > 0 && NameOfConfiguration(source) is { } name)
        {
            files[name] = Encoding.UTF8.GetBytes(source.Configuration);
        }

        if (source.Includes.Count == 0 && source.Data.Count == 0)
        {
            return files;
        }

        if (source.Generator is Generator.Eleventy or Generator.Gatsby)
        {
            return source.Includes.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal);
        }

        var root = RootOf(source, files);
        foreach (var (path, text) in source.Includes)
        {
            files[IsBesidePosts(path) ? path : $"{root}_includes/{path}"] = Encoding.UTF8.GetBytes(text);
        }

        foreach (var (path, text) in source.Data)
        {
            files[$"{root}_data/{path}"] = Encoding.UTF8.GetBytes(text);
        }

        return files;
    }

    /// <summary>What <c>cms import</c> cannot tell from the files.</summary>
    public static string ImportOptions(SourceDefinition source)
    {
        List<string> options = [];
        if (source.Generator is Generator.Octopress or Generator.Eleventy or Generator.Gatsby && !IsTold(source))
        {
            options.Add($"--from {source.Generator.ToString().ToLowerInvariant()}");
        }

        if (source.Prefix.Length > 0)
        {
            options.Add($"--prefix {source.Prefix}");
        }

        return string.Join(' ', options);
    }

    private static bool IsTold(SourceDefinition source)
    {
        using var tree = TreeOf(Of(source));
        return GeneratorRecognition.OfSettings(tree) == source.Generator;
    }

    private static MemoryTree TreeOf(IReadOnlyDictionary<string, byte[]> files) =>
        new("", files.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)file.Value, StringComparer.Ordinal));

    private static string? NameOfConfiguration(SourceDefinition source)
    {
        var isJson = source.Configuration.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal);
        return source.Generator switch
        {
            Generator.Jekyll or Generator.Octopress => "_config.yml",
            Generator.Hexo => isJson ? "_config.json" : "_config.yml",
            Generator.Hugo when ZolaSettings.Are(ConfigurationText.Read(source.Configuration)) => "config.toml",
            Generator.Hugo => isJson ? "hugo.json" : ConfigurationText.IsToml(source.Configuration) ? "hugo.toml" : "hugo.yaml",
            _ => null,
        };
    }

    /// <summary>The site's own folder within the source, with a closing slash; empty for the top.</summary>
    /// <param name="files">As far as they are known, the settings among them.</param>
    public static string RootOf(SourceDefinition source, IReadOnlyDictionary<string, byte[]> files)
    {
        using var tree = TreeOf(files);
        return JekyllConfiguration.Of(tree, source.Generator).Base;
    }

    private static bool IsBesidePosts(string path) => path.Split('/')[..^1].Any(folder => folder is JekyllFile.Posts or JekyllFile.Drafts);
}
