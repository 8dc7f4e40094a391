namespace Cms.Content.Paging;

/// <summary>A page of a list that is read forwards alone.</summary>
/// <param name="Cursors">The cursor of each item, at its index: a page goes on behind it.</param>
public sealed record ForwardPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> Cursors, bool HasNext)
{
    /// <summary>The cursor of the page after this one; null on the last.</summary>
    public string? Next => HasNext && Cursors.Count > 0 ? Cursors[^1] : null;

    /// <param name="found">One more than there is place for, where there are as many.</param>
    internal static ForwardPage<T> Of(List<T> found, int limit, Func<T, string> cursorOf)
    {
        var items = found.Count > limit ? found.GetRange(0, limit) : found;
        return new(items, items.ConvertAll(item => cursorOf(item)), found.Count > limit);
    }
}
