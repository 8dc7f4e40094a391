using Cms.Access;
using Cms.Content.Changes;

namespace Cms.Rest.Changes;

/// <summary>Waits for changes on behalf of readers, for as long as this node serves and their keys count.</summary>
internal sealed class Following(PublishedChanges changes, KnownCallers callers, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Whether this node is about to stop: then nobody waits any more.</summary>
    public bool IsEnding => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>What has changed since a place once that is anything; nothing when the time is over. Null when the caller may not see it any more.</summary>
    public async Task<ChangePage?> WaitAsync(HttpContext context, string? since, ChangeQuestion question, TimeSpan wait)
    {
        using var time = new CancellationTokenSource(wait, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(time.Token, lifetime.ApplicationStopping);
        var page = await changes.WaitAsync(since, question.Limit, question.Parts, patience.Token, context.RequestAborted);
        return await callers.StillCountsAsync(context) ? page : null;
    }
}
