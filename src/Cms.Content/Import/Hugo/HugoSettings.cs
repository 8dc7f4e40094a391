using Cms.Content.Import.Trees;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hugo;

/// <summary>Finds and reads Hugo's settings: one file at the top, or a folder <c>config/_default</c> with one for each part (https://gohugo.io/configuration/introduction/).</summary>
internal static class HugoSettings
{
    private const string Folder = "config/_default";

    private static readonly string[] RootNames = ["hugo", "config"];
    private static readonly string[] Extensions = [".toml", ".yaml", ".yml", ".json"];

    /// <returns>The file or folder, the text that is kept with the source, and what it says. Settings of several files are kept as JSON.</returns>
    /// <exception cref="ImportException">A file cannot be read.</exception>
    public static (string File, string Text, FrontMatterMap Settings) Of(FileTree tree)
    {
        var parts = PartsOf(tree);
        var root = RootFile(tree, "");
        if (parts.Count == 0)
        {
            return root is null ? ("", "", FrontMatterMap.Empty) : (root.Value.File, root.Value.Text, SettingsText.Read(root.Value.Text, root.Value.File));
        }

        var settings = root is null ? FrontMatterMap.Empty : SettingsText.Read(root.Value.Text, root.Value.File);
        foreach (var (file, name) in parts)
        {
            var map = SettingsText.Read(tree.ReadSetting(file), file);
            settings = Merge(settings, RootNames.Contains(name, StringComparer.Ordinal) ? map : Wrap(name, map));
        }

        return (Folder, settings.ToJson().ToJsonString(), settings);
    }

    // 'params.de' is the part 'params' of the language 'de'.
    private static FrontMatterMap Wrap(string name, FrontMatterMap map)
    {
        var parts = name.Split('.');
        return parts is [var part, var language]
            ? Single("languages", Single(language, part == "languages" ? map : Single(part, map)))
            : Single(name, map);
    }

    private static FrontMatterMap Single(string key, FrontMatterMap map) => new([KeyValuePair.Create<string, FrontMatterValue>(key, map)]);

    private static FrontMatterMap Merge(FrontMatterMap one, FrontMatterMap other)
    {
        var merged = one.Entries.Select(entry => (entry.Value, other[entry.Key]) switch
        {
            (FrontMatterMap map, FrontMatterMap over) => KeyValuePair.Create<string, FrontMatterValue>(entry.Key, Merge(map, over)),
            (_, { } over) => KeyValuePair.Create(entry.Key, over),
            _ => entry,
        });
        return new([.. merged, .. other.Entries.Where(entry => one[entry.Key] is null)]);
    }

    // The file of the root first, then the parts, which say it for their own keys.
    private static List<(string File, string Name)> PartsOf(FileTree tree) =>
        [.. EntriesOf(tree)
            .Where(entry => entry.Kind == TreeEntryKind.File && Extensions.Contains(Path.GetExtension(entry.Name), StringComparer.Ordinal))
            .Select(entry => ($"{Folder}/{entry.Name}", MarkdownNames.WithoutExtension(entry.Name)))
            .OrderByDescending(part => RootNames.Contains(part.Item2, StringComparer.Ordinal))];

    private static IReadOnlyList<TreeEntry> EntriesOf(FileTree tree)
    {
        try
        {
            return tree.IsFolder(Folder) ? tree.Entries(Folder) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The settings in '{Folder}' cannot be read. Check who may read the folder.", unreadable);
        }
    }

    private static (string File, string Text)? RootFile(FileTree tree, string folder)
    {
        foreach (var name in RootNames)
        {
            foreach (var extension in Extensions)
            {
                var file = FileTree.Join(folder, name + extension);
                if (tree.ReadSetting(file) is { } text)
                {
                    return (file, text);
                }
            }
        }

        return null;
    }
}
