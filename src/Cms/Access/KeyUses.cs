using System.Collections.Concurrent;
using System.Threading.Channels;
using Cms.Content.Access;

namespace Cms.Access;

/// <summary>Writes down when keys were used, beside the requests that use them and once a minute for each at most.</summary>
internal sealed class KeyUses(ApiKeys keys, TimeProvider clock, ILogger<KeyUses> logger) : BackgroundService
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> noted = new();
    private readonly Channel<Guid> waiting = Channel.CreateBounded<Guid>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Note(Guid key)
    {
        var now = clock.GetUtcNow();
        if (!noted.TryGetValue(key, out var before) || now - before >= Apart)
        {
            noted[key] = now;
            waiting.Writer.TryWrite(key);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var first in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            Dictionary<Guid, DateTimeOffset> uses = new() { [first] = noted[first] };
            while (waiting.Reader.TryRead(out var next))
            {
                uses[next] = noted[next];
            }

            try
            {
                await keys.NoteUsesAsync(uses, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next use is as good.
                logger.LogDebug("The last use of {Count} keys could not be written: {Reason}", uses.Count, failure.Message);
            }
        }
    }
}
