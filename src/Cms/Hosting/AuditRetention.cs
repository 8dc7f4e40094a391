using Cms.Content.Access;
using Microsoft.Extensions.Options;

namespace Cms.Hosting;

/// <summary>Forgets rows of the audit that are older than the settings want, at the start and once an hour.</summary>
internal sealed class AuditRetention(ServerStart start, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var audit = await start.SettledAsync<AuditLog>(stoppingToken);
        while (options.Value.KeepDays > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await audit.ForgetAsync(clock.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning("Old rows of the audit cannot be forgotten at the moment: {Reason}", failure.Message);
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }
}
