using System.Text.RegularExpressions;
using Cms.Content.Import.Trees;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Eleventy;

/// <summary>
/// What can be known of an Eleventy site without running its JavaScript: the folders that its settings name in plain words, and its data files that
/// are JSON.
/// </summary>
internal sealed partial class EleventyConfiguration
{
    private static readonly string[] Names = [".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs", "eleventy.config.ts"];

    private readonly FileTree tree;
    private readonly Dictionary<string, FrontMatterMap> data = new(StringComparer.Ordinal);

    private EleventyConfiguration(FileTree tree, string settings)
    {
        this.tree = tree;
        Input = Folder(InputFolder.Match(settings));
        Output = Folder(OutputFolder.Match(settings)) is { Length: > 0 } output ? output : "_site";
        Text = settings;
    }

    public string Text { get; private set; }

    /// <summary>The folder that holds the pages; empty for the top.</summary>
    public string Input { get; }

    public string Output { get; }

    public static EleventyConfiguration Of(FileTree tree) => new(tree, Names.Select(tree.ReadSetting).FirstOrDefault(text => text is not null) ?? ElsewhereIn(tree) ?? "");

    /// <summary>Reads the data files that hold for the pages of a folder, once for all of them.</summary>
    /// <exception cref="ImportException">A data file cannot be read.</exception>
    public void ReadDataOf(string folder)
    {
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        foreach (var file in (ReadOnlySpan<string>)[$"{FileTree.Join(folder, name)}.json", $"{FileTree.Join(folder, name)}.11tydata.json"])
        {
            ReadData(folder, file);
        }
    }

    /// <summary>Reads the data files that hold for one page.</summary>
    /// <exception cref="ImportException">A data file cannot be read.</exception>
    public void ReadDataOfPage(string page)
    {
        var name = MarkdownNames.WithoutExtension(page);
        ReadData(name, $"{name}.json");
        ReadData(name, $"{name}.11tydata.json");
    }

    /// <summary>What data files say for a page: its folder's over those above, its own over all.</summary>
    public FrontMatterMap DataFor(string page)
    {
        var all = data.GetValueOrDefault("") ?? FrontMatterMap.Empty;
        for (var slash = page.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = page.IndexOf('/', slash + 1))
        {
            all = EleventyData.Merge(all, data.GetValueOrDefault(page[..slash]) ?? FrontMatterMap.Empty);
        }

        return EleventyData.Merge(all, data.GetValueOrDefault(MarkdownNames.WithoutExtension(page)) ?? FrontMatterMap.Empty);
    }

    private void ReadData(string key, string file)
    {
        // A list says nothing of pages: it lies there for the site's program to read.
        if (tree.ReadSetting(file) is { } text && !text.AsSpan().TrimStart().StartsWith("[", StringComparison.Ordinal))
        {
            data[key] = EleventyData.Merge(data.GetValueOrDefault(key) ?? FrontMatterMap.Empty, SettingsText.Read(text, file));
            Text += $"\0{file}\0{text}";
        }
    }

    // Settings of another name are told to Eleventy on its command line, which stands in the scripts of the package.
    private static string? ElsewhereIn(FileTree tree) =>
        SettingsFile.Match(NodePackages.TextOf(tree)) is { Success: true } found && found.Groups["file"].Value is var file && !file.Contains("..", StringComparison.Ordinal)
            ? tree.ReadSetting(file)
            : null;

    private static string Folder(Match match)
    {
        var folder = match.Success ? match.Groups["folder"].Value.Trim('.', '/') : "";
        return folder.Split('/').Contains("..", StringComparer.Ordinal) ? "" : folder;
    }

    [GeneratedRegex(@"eleventy [^""]*--config=(\./)?(?<file>\w[\w./-]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingsFile { get; }

    [GeneratedRegex(@"\binput\s*:\s*[""'`](?<folder>[^""'`$]+)[""'`]|setInputDirectory\(\s*[""'`](?<folder>[^""'`$]+)[""'`]", RegexOptions.NonBacktracking)]
    private static partial Regex InputFolder { get; }

    [GeneratedRegex(@"\boutput\s*:\s*[""'`](?<folder>[^""'`$]+)[""'`]|setOutputDirectory\(\s*[""'`](?<folder>[^""'`$]+)[""'`]", RegexOptions.NonBacktracking)]
    private static partial Regex OutputFolder { get; }
}
