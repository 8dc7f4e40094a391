using System.Text;
using System.Text.Json;
using Cms.Content.Import.Trees;

namespace Cms.Content.Import;

/// <summary>What a site's <c>package.json</c> says that it is built with.</summary>
internal static class NodePackages
{
    public const string File = "package.json";

    private static readonly string[] Dependencies = ["dependencies", "devDependencies"];

    /// <summary>Empty where there is none that can be read: it is no setting of a blog's own.</summary>
    public static string TextOf(FileTree tree) => tree.IsFile(File) && tree.TryRead(File, out var bytes, out _) ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : "";

    public static bool DependsOn(FileTree tree, string package)
    {
        try
        {
            using var json = JsonDocument.Parse(TextOf(tree));
            return json.RootElement.ValueKind == JsonValueKind.Object && Array.Exists(Dependencies, kind =>
                json.RootElement.TryGetProperty(kind, out var packages) && packages.ValueKind == JsonValueKind.Object && packages.TryGetProperty(package, out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
