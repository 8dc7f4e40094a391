using System.Diagnostics;
using Npgsql;

namespace Cms.Tests.Hosting;

/// <summary>Counts the statements by which requests ask one database, by what Npgsql tells of itself. What a node does beside requests has none above it.</summary>
internal sealed class StatementCount : IDisposable
{
    private readonly ActivityListener listener;
    private int statements;

    public StatementCount(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity is { Source.Name: "Npgsql", Parent: not null }
                    && activity.TagObjects.Any(tag => tag.Key is "db.name" or "db.namespace" && tag.Value as string == database)
                    && activity.TagObjects.Any(tag => tag.Key is "db.statement" or "db.query.text"))
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

    public void Dispose() => listener.Dispose();
}
