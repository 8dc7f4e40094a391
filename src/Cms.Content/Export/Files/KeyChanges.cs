using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>The changes of one file's front matter, and which of several keys for one thing its author uses.</summary>
internal sealed class KeyChanges(FrontMatterMap own, Fields fields)
{
    private readonly List<FrontMatterChange> changes = [];
    private readonly HashSet<string> notUnderstood = new(fields.ToJsonObject().Select(field => field.Key), StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FrontMatterChange> Changes => changes;

    /// <summary>What the file says itself, without what its source has by default.</summary>
    public FrontMatterMap Own => own;

    /// <summary>The key that is used, else one that is there and empty, else <paramref name="newKey"/> or the first.</summary>
    public string Choose(string[] among, string? newKey = null)
    {
        var free = Array.FindAll(among, key => !notUnderstood.Contains(key));
        return Array.Find(free, key => !own[key].IsNull())
            ?? Array.Find(free, key => own[key] is not null)
            ?? (newKey is not null && free.Contains(newKey, StringComparer.Ordinal) ? newKey : free.FirstOrDefault(among[0]));
    }

    public void Set(string[] among, FrontMatterValue? value) => Set(Choose(among), value);

    /// <param name="value">Null takes the key away, where it is there.</param>
    public void Set(string key, FrontMatterValue? value)
    {
        if (value is not null || own[key] is not null)
        {
            changes.Add(new(key, value));
        }
    }
}
