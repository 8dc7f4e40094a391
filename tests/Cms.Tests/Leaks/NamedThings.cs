namespace Cms.Tests.Leaks;

/// <summary>What a parameter or a condition names: a tag, a path.</summary>
internal static class NamedThings
{
    private static readonly Dictionary<string, string[]> KindsByName = new(StringComparer.Ordinal)
    {
        ["id"] = ["id", "node"],
        ["ids"] = ["id", "node"],
        ["uuid"] = ["id"],
        ["subject"] = ["id"],
        ["post"] = ["id", "slug"],
        ["path"] = ["path"],
        ["title"] = ["title"],
        ["tag"] = ["tag"],
        ["tags"] = ["tag"],
        ["anyTag"] = ["tag"],
        ["notTag"] = ["tag"],
        ["category"] = ["category"],
        ["categories"] = ["category"],
        ["author"] = ["author"],
        ["authors"] = ["author"],
        ["keyword"] = ["keyword"],
        ["keywords"] = ["keyword"],
        ["language"] = ["language"],
        ["code"] = ["language"],
        ["host"] = ["linkHost"],
        ["linkHost"] = ["linkHost"],
        ["links"] = ["linkHost"],
        ["fields"] = ["field"],
        ["hasField"] = ["field"],
        ["q"] = ["text", "title"],
        ["text"] = ["text", "title"],
        ["markdown"] = ["text"],
        ["contains"] = ["linkHost"],
        ["after"] = ["text"],
        ["before"] = ["text"],
        ["since"] = ["text"],
    };

    private static readonly IReadOnlyList<string> Kinds = [.. new HiddenPost("").Names.Keys];

    /// <summary>The keys of <see cref="HiddenPost.Names"/> to try: all of them for a name that is not known here.</summary>
    public static IReadOnlyList<string> KindsOf(string name) => KindsByName.TryGetValue(name, out var kinds) ? kinds : Kinds;
}
