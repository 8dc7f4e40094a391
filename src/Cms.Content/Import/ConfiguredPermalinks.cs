using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>What a blog's settings say of its posts' addresses has to be a path, or readers would never come to any of them.</summary>
internal static class ConfiguredPermalinks
{
    /// <param name="file">The file of the settings.</param>
    /// <exception cref="ImportException">A browser would not ask for the path as it is written.</exception>
    public static void RefuseNoPath(string template, string file)
    {
        if (Permalink.NotOfPaths(template) is { } character)
        {
            throw new ImportException($"The configuration's permalink has '{character}', which no path has: readers would never come to the posts. Leave it out in '{file}', or write '{Uri.HexEscape(character)}' for the character itself.");
        }
    }

    /// <summary>The same, and for a generator that leaves dots and slashes as they are written.</summary>
    /// <param name="file">The file of the settings.</param>
    /// <exception cref="ImportException">It is no path.</exception>
    public static void RefuseUncleanPath(string template, string file)
    {
        RefuseNoPath(template, file);
        if (PathRules.RefusalOf(template, slashesAtEnds: true) is { } refused)
        {
            throw new ImportException($"The configuration's permalink '{template}' is no path. {refused} Correct it in '{file}'.");
        }
    }
}
