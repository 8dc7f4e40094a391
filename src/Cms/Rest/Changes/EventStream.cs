using System.Text;
using Cms.Answers;
using Cms.Content.Changes;
using Cms.Hosting;
using Cms.Rest.Queries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Changes;

/// <summary>Changes as server-sent events (WHATWG HTML, section 9.2), for as long as the client listens. What is held does not grow with time, and nothing of the store is held while it waits.</summary>
internal sealed record EventStream(PublishedChanges Changes, ChangeAnswers Answers, FollowerPlaces Places, Following Following, ChangeQuestion Question) : IResult
{
    // Proxies end a line that is quiet for longer, mostly after thirty seconds or a minute.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // For how many milliseconds a client that has lost the stream waits before it comes again.
    private const string Retry = "retry: 2000\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        AnswerCache.Decline(httpContext);
        using var place = await Places.TakeAsync(ct);
        var since = httpContext.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : Question.Since;

        // Before the first byte, so that a token that is none is refused as everywhere.
        var known = since is null ? null : await Changes.ReadAsync(since, Question.Limit, Question.Parts, ct);
        var next = known?.Next ?? await Changes.NowAsync(ct);
        WriteHeaders(httpContext);
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        try
        {
            // The place is told first, and without an event: who is cut off before anything changes goes on from here, too.
            await WriteAsync(httpContext, known is { Items.Count: > 0 } ? $"{Retry}\n" : $"{Retry}id: {next}\n\n", ct);
            await WriteAsync(httpContext, known?.Items ?? [], ct);
            while (!Following.IsEnding && await Following.WaitAsync(httpContext, next, Question, Heartbeat) is { } news)
            {
                await (news.Items.Count == 0 ? WriteAsync(httpContext, ":\n\n", ct) : WriteAsync(httpContext, news.Items, ct));
                next = news.Next;
            }
        }
        catch (Exception failure) when (StoreFailures.Of(failure) is not null)
        {
            // The client comes again, and is told then.
        }
    }

    private static void WriteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentType = MediaTypes.EventStream;
        headers.CacheControl = "no-store";

        // nginx would hold events back until its buffer is full.
        headers["X-Accel-Buffering"] = "no";
        headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task WriteAsync(HttpContext context, IReadOnlyList<PublishedChange> changes, CancellationToken ct)
    {
        var body = context.Response.Body;
        foreach (var change in changes)
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes($"id: {change.Token}\nevent: {ChangeAnswers.TypeOf(change)}\ndata: "), ct);
            await body.WriteAsync(Answers.Change(change, Question, ct), ct);
            await body.WriteAsync("\n\n"u8.ToArray(), ct);
        }

        await body.FlushAsync(ct);
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken ct)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
