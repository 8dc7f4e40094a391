namespace Cms.Hosting;

/// <summary>Has what a server does beside answering wait until it answers: on few cores, each piece of work at the start makes the first answer later.</summary>
internal sealed class ServerStart(IServiceProvider services, IHostApplicationLifetime lifetime)
{
    // Longer than the first answer takes, and too short for a scheduled post to be late.
    private static readonly TimeSpan TimeForFirstAnswer = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the server has answered for a moment, and makes what the work is done with only then.</summary>
    public async Task<T> SettledAsync<T>(CancellationToken ct)
        where T : notnull
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
        await Task.Delay(TimeForFirstAnswer, ct);
        return services.GetRequiredService<T>();
    }
}
