using System.Diagnostics;
using Npgsql;

namespace Cms.Tests.Hosting;

/// <summary>Counts the statements that reach one database, by what Npgsql tells of itself.</summary>
internal sealed class StatementCount : IDisposable
{
    private readonly ActivityListener listener;
    private int statements;

    public StatementCount(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(tag => tag.Key is "db.name" or "db.namespace" && tag.Value as string == database)
                    && activity.TagObjects.Any(tag => tag.Key is "db.statement" or "db.query.text" && tag.Value is string text && !IsOfNoRequest(text)))
                {
                    Interlocked.Increment(ref statements);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async Task<int> OfAsync(Func<Task> work)
    {
        var before = statements;
        await work();
        return statements - before;
    }

    // A node listens for changes from its start on.
    private static bool IsOfNoRequest(string statement) => statement.StartsWith("listen ", StringComparison.Ordinal);

    public void Dispose() => listener.Dispose();
}
