using System.Text;
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
    public static readonly string[] Names = [".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs", "eleventy.config.ts"];

    private readonly FileTree tree;
    private readonly Dictionary<string, FrontMatterMap> data = new(StringComparer.Ordinal);

    private readonly List<string> files;
    private readonly StringBuilder text;

    private EleventyConfiguration(FileTree tree, string settings, IEnumerable<string> files)
    {
        this.tree = tree;
        this.files = [.. files];
        Input = Folder(InputFolder.Matches(settings));
        Output = Folder(OutputFolder.Matches(settings)) is { Length: > 0 } output ? output : "_site";
        text = new(settings);
    }

    /// <summary>The settings and the data files that were read so far.</summary>
    public string Text => text.ToString();

    /// <summary>The files that all this was read from, for the site to be read the same again.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>The folder that holds the pages; empty for the top.</summary>
    public string Input { get; }

    public string Output { get; }

    public static EleventyConfiguration Of(FileTree tree)
    {
        foreach (var name in Names)
        {
            if (tree.ReadSetting(name) is { } settings)
            {
                return new(tree, settings, [name]);
            }
        }

        // Settings of another name are told to Eleventy on its command line, which stands in the scripts of the package.
        var named = SettingsFile.Match(NodePackages.TextOf(tree)).Groups["file"].Value;
        var elsewhere = named.Length > 0 && !named.Contains("..", StringComparison.Ordinal) ? tree.ReadSetting(named) : null;
        return elsewhere is null ? new(tree, "", [NodePackages.File]) : new(tree, elsewhere, [NodePackages.File, named]);
    }

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
        if (tree.ReadSetting(file) is { } read && !read.AsSpan().TrimStart().StartsWith("[", StringComparison.Ordinal))
        {
            data[key] = EleventyData.Merge(data.GetValueOrDefault(key) ?? FrontMatterMap.Empty, SettingsText.Read(read, file));
            text.Append('\0').Append(file).Append('\0').Append(read);
            files.Add(file);
        }
    }

    // The program may choose between several, the site's own last as a rule: another is for its maintenance, or an option of a plugin that is no folder.
    private string Folder(MatchCollection matches)
    {
        var folders = matches.Select(match => match.Groups["folder"].Value.Trim('.', '/')).Where(folder => !folder.Split('/').Contains("..", StringComparer.Ordinal)).ToList();
        return folders.FindLast(folder => folder.Length == 0 || tree.IsFolder(folder)) ?? folders.LastOrDefault() ?? "";
    }

    [GeneratedRegex(@"eleventy [^""]*--config=(\./)?(?<file>\w[\w./-]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingsFile { get; }

    [GeneratedRegex(@"\binput\s*:\s*[""'`](?<folder>[^""'`$]+)[""'`]|setInputDirectory\(\s*[""'`](?<folder>[^""'`$]+)[""'`]", RegexOptions.NonBacktracking)]
    private static partial Regex InputFolder { get; }

    [GeneratedRegex(@"\boutput\s*:\s*[""'`](?<folder>[^""'`$]+)[""'`]|setOutputDirectory\(\s*[""'`](?<folder>[^""'`$]+)[""'`]", RegexOptions.NonBacktracking)]
    private static partial Regex OutputFolder { get; }
}
