using Cms.Content.Scheduling;

namespace Cms.Hosting;

/// <summary>Has posts go out and away at their times, for as long as the server runs. What came due while none ran is done first.</summary>
internal sealed class TimedPublishing(ServerStart start, TimeProvider clock, ILogger<TimedPublishing> logger) : BackgroundService
{
    // Another node may have scheduled something meanwhile. The look costs one read of an index.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan TimeToForget = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var posts = await start.SettledAsync<DuePosts>(stoppingToken);
        var forgotten = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = await posts.FollowAsync(stoppingToken);
                if (clock.GetUtcNow() - forgotten > TimeToForget)
                {
                    await posts.ForgetOldRequestsAsync(stoppingToken);
                    forgotten = clock.GetUtcNow();
                }

                await Task.Delay(WaitFor(next - clock.GetUtcNow()), clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning("Scheduled posts cannot be looked for at the moment: {Reason}", failure.Message);
                await Task.Delay(LongestWait, clock, stoppingToken);
            }
        }
    }

    private static TimeSpan WaitFor(TimeSpan? time) =>
        time is not { } known || known > LongestWait ? LongestWait : known > TimeSpan.Zero ? known : TimeSpan.FromMilliseconds(10);
}
