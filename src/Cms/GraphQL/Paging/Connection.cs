using Cms.Content.Paging;
using GraphQL;

namespace Cms.GraphQL.Paging;

/// <summary>A page as the Relay specification has it, seen without its items.</summary>
internal interface IConnection
{
    bool HasNextPage { get; }

    bool HasPreviousPage { get; }

    string? StartCursor { get; }

    string? EndCursor { get; }
}

/// <param name="Cursors">The cursor of each item, at its index.</param>
/// <param name="Count">Counts all items of all pages; called only when the count is asked for. Null for a list that is not counted.</param>
internal sealed record Connection<T>(
    IReadOnlyList<T> Items, IReadOnlyList<string> Cursors, bool HasNextPage, bool HasPreviousPage, Func<IResolveFieldContext, Task<object?>>? Count) : IConnection
{
    public string? StartCursor => Cursors.Count > 0 ? Cursors[0] : null;

    public string? EndCursor => Cursors.Count > 0 ? Cursors[^1] : null;

    public IEnumerable<Edge<T>> Edges => Items.Select((item, index) => new Edge<T>(item, Cursors[index]));
}

internal static class Connections
{
    /// <summary>A page of a list that goes forwards alone and is not counted.</summary>
    public static Connection<T> Of<T>(ForwardPage<T> page, PageArguments asked) => new(page.Items, page.Cursors, page.HasNext, asked.After is not null, Count: null);
}

internal sealed record Edge<T>(T Node, string Cursor);
