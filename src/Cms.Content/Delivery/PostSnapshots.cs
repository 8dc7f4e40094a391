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

    internal PostSnapshots(NpgsqlDataSource dataSource, DeliveredPostReader posts) => (this.dataSource, this.posts) = (dataSource, posts);

    /// <summary>Holds a connection until it is disposed.</summary>
    public async Task<PostSnapshot> OpenAsync(CancellationToken ct)
    {
        var connection = await dataSource.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

            // The first statement is the moment.
            await using var command = new NpgsqlCommand($"select version from {ContentTables.ContentVersion}", connection, transaction);
            return new PostSnapshot(connection, transaction, posts, (long)(await command.ExecuteScalarAsync(ct))!);
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

    internal PostSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, DeliveredPostReader posts, long version) =>
        (this.connection, this.transaction, this.posts, Version) = (connection, transaction, posts, version);

    /// <summary>The content version: equal means that nothing was changed that a reader could see.</summary>
    public long Version { get; }

    /// <summary>The posts that pass the filter, the newest first, read a few at a time.</summary>
    public async IAsyncEnumerable<DeliveredPost> ReadAsync(PostFilter? filter, PostParts parts, [EnumeratorCancellation] CancellationToken ct)
    {
        DeliveredPost? last = null;
        int count;
        do
        {
            await using var command = new NpgsqlCommand("", connection, transaction);
            var where = PostSql.Where(filter, command.Parameters);
            var beyond = last is null
                ? ""
                : $" and (p.published_at, p.id) < ({PostSql.Parameter(command.Parameters, last.Post.PublishedAt.ToUniversalTime())}, {PostSql.Parameter(command.Parameters, last.Post.Id)})";
            command.CommandText =
                $"""
                 select {DeliveredPostReader.Columns(parts)} from {DeliveredPostReader.From(parts)}
                 where {where}{beyond} order by p.published_at desc, p.id desc limit {PostsAtOnce}
                 """;
            var page = await posts.ReadAsync(command, (_, column) => column, ct, transaction);
            count = page.Count;
            foreach (var (post, _) in page)
            {
                last = post;
                yield return post;
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
