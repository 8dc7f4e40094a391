using System.Collections.Concurrent;
using Cms.Content.Delivery;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Answers;

/// <summary>Answers readers from memory while the content is as it was, and lets one request make what many ask for at once.</summary>
internal sealed class AnswerCache(KeptAnswers kept, ContentVersion content, IOptions<DeliveryOptions> options)
{
    private readonly ConcurrentDictionary<AnswerKey, TaskCompletionSource> beingMade = new();

    /// <summary>Sends the answer that is kept under the key, or has it made: <paramref name="make"/> sends it, and it is kept when <see cref="Offer"/> is called meanwhile.</summary>
    public Task AnswerAsync(HttpContext context, AnswerKey key, RequestDelegate make) =>
        kept.IsOff || !key.IsReasonable || IsPersonal(context.Request) ? make(context)
        : content.TryGet(options.Value.MaxStaleness, out var known) && kept.Find(key, known.Version) is { } answer ? answer.SendAsync(context)
        : FindOrMakeAsync(context, key, make);

    /// <summary>Has an answer to readers kept, if the request is one whose answers are.</summary>
    public static void Offer(HttpContext context, FinishedAnswer answer)
    {
        if (context.Items.TryGetValue(typeof(Making), out var item) && item is Making making)
        {
            making.Done(answer);
        }
    }

    /// <summary>The content as it was before anything was read for the answer, which is at least as new; null where that is not known without asking for it.</summary>
    public static ContentState? Content(HttpContext context) =>
        context.Items.TryGetValue(typeof(Making), out var item) && item is Making making ? making.Content : null;

    /// <summary>Tells that the answer will not be kept, so that others who ask for the same need not wait for its end.</summary>
    public static void Decline(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Making), out var item) && item is Making making)
        {
            making.Done(null);
        }
    }

    // What somebody may see by a key of theirs is never kept for others.
    private static bool IsPersonal(HttpRequest request) => request.Headers.Authorization.Count > 0;

    private async Task FindOrMakeAsync(HttpContext context, AnswerKey key, RequestDelegate make)
    {
        // Heard before anything is read, so that the answer is at least as new as the version that it is kept with.
        ContentState known;
        try
        {
            known = await content.StateAsync(options.Value.MaxStaleness, context.RequestAborted);
        }
        catch (Exception failure) when (StoreFailures.Of(failure) is not null)
        {
            // Who makes the answer meets the same failure, and knows how to tell of it.
            await make(context);
            return;
        }

        if (kept.Find(key, known.Version) is { } answer)
        {
            await answer.SendAsync(context);
            return;
        }

        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = beingMade.GetOrAdd(key, mine);
        if (first != mine)
        {
            await first.Task.WaitAsync(context.RequestAborted);
            await (kept.Find(key, known.Version) is { } theirs ? theirs.SendAsync(context) : make(context));
            return;
        }

        var making = new Making(known, made =>
        {
            if (made is not null)
            {
                kept.Keep(key, known.Version, made);
            }

            // Before the answer is sent: nobody waits for another client's slow line.
            beingMade.TryRemove(new(key, mine));
            mine.TrySetResult();
        });
        context.Items[typeof(Making)] = making;
        try
        {
            await make(context);
        }
        finally
        {
            making.Done(null);
        }
    }

    /// <param name="Done">Called with the answer, and with null at the end in any case.</param>
    private sealed record Making(ContentState Content, Action<FinishedAnswer?> Done);
}
