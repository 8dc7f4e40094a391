using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Removes the rows of many posts from a table at once.</summary>
internal static class TableRemoval
{
    /// <param name="column">That of the posts' ids.</param>
    public static async Task RemoveAsync(NpgsqlTransaction transaction, string table, string column, Guid[] ids, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"delete from {table} where {column} = any($1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = ids });
        await command.ExecuteNonQueryAsync(ct);
    }
}
