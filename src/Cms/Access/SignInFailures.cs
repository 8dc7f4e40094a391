using System.Threading.Channels;
using Cms.Content.Access;
using Npgsql;

namespace Cms.Access;

/// <summary>Has the audit tell of keys and tokens that did not count: a row for each address and minute with their number, so that nobody can fill it.</summary>
internal sealed class SignInFailures(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<SignInFailures> logger) : BackgroundService
{
    /// <summary>The most addresses that get rows of their own in a minute; the others share one.</summary>
    private const int MostAddresses = 100;

    private const int MostWaiting = 1000;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Channel<string?> waiting = Channel.CreateBounded<string?>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, FailedSignIns> rows = new(StringComparer.Ordinal);
    private long since = clock.GetTimestamp();

    /// <param name="place">Where the failure came from, null when nobody knows.</param>
    public void Note(string? place) => waiting.Writer.TryWrite(place);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var first in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            HashSet<FailedSignIns> changed = [Count(first)];
            while (waiting.Reader.TryRead(out var next))
            {
                changed.Add(Count(next));
            }

            try
            {
                foreach (var row in changed)
                {
                    await Audit.RecordAsync(dataSource, row, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning("Failed sign-ins could not be written down: {Reason}", failure.Message);
            }
        }
    }

    private FailedSignIns Count(string? place)
    {
        if (clock.GetElapsedTime(since) >= Length)
        {
            rows.Clear();
            since = clock.GetTimestamp();
        }

        var (key, address) = place is null || (rows.Count >= MostAddresses && !rows.ContainsKey(place)) ? ("", null) : (place, place);
        if (!rows.TryGetValue(key, out var row))
        {
            rows[key] = row = new FailedSignIns(address);
        }

        row.Count++;
        return row;
    }
}
