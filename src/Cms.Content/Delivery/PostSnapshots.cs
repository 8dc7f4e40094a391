using System.Data;
using System.Runtime.CompilerServices;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>All published posts as they are at one moment, however many there are.</summary>
public sealed class PostSnapshots
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DeliveredPostReader posts;
    private readonly PrivateFields hidden;
    private readonly ExpensiveQueries queries;

    internal PostSnapshots(NpgsqlDataSource dataSource, DeliveredPostReader posts, PrivateFields hidden, ExpensiveQueries queries) =>
        (this.dataSource, this.posts, this.hidden, this.queries) = (dataSource, posts, hidden, queries);

    /// <summary>Holds a connection until it is disposed.</summary>
    public async Task<PostSnapshot> OpenAsync(CancellationToken ct)
    {
        var connection = await dataSource.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

            // The first statement is the moment.
            await using var command = new NpgsqlCommand($"select version from {ContentTables.ContentVersion}", connection, transaction);
            return new PostSnapshot(connection, transaction, posts, hidden, queries, (long)(await command.ExecuteScalarAsync(ct))!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One moment of the store.</summary>
public sealed class PostSnapshot : IAsyncDisposable
{
    // A hundred posts of real size are less than a megabyte.
    private const int PostsAtOnce = 100;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly DeliveredPostReader posts;
    private readonly PrivateFields hidden;
    private readonly ExpensiveQueries queries;

    internal PostSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, DeliveredPostReader posts, PrivateFields hidden, ExpensiveQueries queries, long version)
    {
        (this.connection, this.transaction, this.posts, this.hidden, this.queries) = (connection, transaction, posts, hidden, queries);
        Version = version;
    }

    /// <summary>The content version: equal means that nothing was changed that a reader could see.</summary>
    public long Version { get; }

    /// <summary>The posts that pass the filter, the newest first, read a few at a time, each with the paths that lead to it from before.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.QueryTooExpensive"/> for a filter that takes too long to find the next few.</exception>
    public async IAsyncEnumerable<(DeliveredPost Post, IReadOnlyList<string> EarlierPaths)> ReadAsync(PostFilter? filter, PostParts parts, [EnumeratorCancellation] CancellationToken ct)
    {
        DeliveredPost? last = null;
        int count;
        do
        {
            await using var command = new NpgsqlCommand("", connection, transaction);
            var where = PostSql.Where(filter, hidden, command.Parameters);
            var beyond = last is null
                ? ""
                : $" and (p.published_at, p.id) < ({PostSql.Parameter(command.Parameters, last.Post.PublishedAt.ToUniversalTime())}, {PostSql.Parameter(command.Parameters, last.Post.Id)})";
            command.CommandText =
                $"""
                 select {DeliveredPostReader.Columns(parts)}, array(select r.path from {ContentTables.Redirects} r where r.post_id = p.id order by r.until nulls first, r.path) from {DeliveredPostReader.From(parts)}
                 where {where}{beyond} order by p.published_at desc, p.id desc limit {PostsAtOnce}
                 """;
            var page = await queries.InTimeAsync(token => posts.ReadAsync(command, (reader, column) => reader.GetFieldValue<string[]>(column), token, transaction), ct);
            count = page.Count;
            foreach (var (post, earlierPaths) in page)
            {
                last = post;
                yield return (post, earlierPaths);
            }
        }
        while (count == PostsAtOnce);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
