using Cms.Access;
using Cms.Answers;
using Cms.Content.Changes;
using Cms.Rest.Queries;

namespace Cms.Rest.Changes;

internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("").WithTags("Changes");

        changes.MapRead<ChangesResponse>("/changes", ListChanges, ChangeParameters.OfChanges).WithName(nameof(ListChanges));
        changes.MapChoice("/events", StreamEvents, ChangeParameters.OfEvents)
            .WithName(nameof(StreamEvents))
            .Produces<string>(StatusCodes.Status200OK, MediaTypes.EventStream)
            .Produces<Problem>(StatusCodes.Status406NotAcceptable, Problem.ContentType);
    }

    /// <summary>Lists what has changed for readers, in the order in which they came to see it.</summary>
    /// <remarks>
    /// Without <c>since</c>: every published post, page by page, and then what changes. Ask again with <c>next</c> as <c>since</c>, at once while <c>more</c>
    /// is true, else when it suits you: no change is left out meanwhile, none comes twice, and a token does not expire. A post that changed more than once
    /// since is told once, as it is now. A post is told of as an <c>upsert</c> whenever its answer changes or may have changed, as by a renamed tag, a translation
    /// that came, or another configuration of its source, though its <c>revision</c> stays; and as a <c>delete</c> when it is unpublished, archived or trashed. After a change
    /// of the server's settings, or when a backup was restored, begin without <c>since</c>.
    /// </remarks>
    internal static async Task<IResult> ListChanges(
        HttpContext context, PublishedChanges changes, ChangeAnswers answers, FollowerPlaces places, Following following, CancellationToken ct)
    {
        var question = ChangeParameters.Read(context.ReadQuery());
        if (question.Wait > TimeSpan.Zero)
        {
            // Others who ask for the same wait for a change, and not for this answer.
            AnswerCache.Decline(context);
            using var place = await places.TakeAsync(ct);
            return await following.WaitAsync(context, question.Since, question, question.Wait) is { } news
                ? new UncachedAnswer(answers.Page(news, question, ct), Json.ContentType)
                : AccessRefusals.InvalidKey(context, isBearer: true);
        }

        var page = await changes.ReadAsync(question.Since, question.Limit, question.Parts, ct);
        return new DeliveryAnswer(answers.Page(page, question, ct), Json.ContentType)
        {
            IsOfContent = true,
            Links = [$"<{Addresses.With(context.Request, ChangeParameters.Since.Name, page.Next)}>; rel=\"next\""],
            SurrogateKeys = page.Items.Select(change => $"post:{change.Id}").Prepend("posts"),
        };
    }

    /// <summary>Tells what changes for readers, as server-sent events.</summary>
    /// <remarks>
    /// An <c>event</c> is <c>upsert</c> or <c>delete</c>, its <c>data</c> what stands among the <c>items</c> of <c>/changes</c>, and its <c>id</c> the place to go on from, here by
    /// <c>Last-Event-ID</c> (browsers send it by themselves) or <c>since</c>, and there. Without either the stream begins with what changes from now on; to begin with all that is
    /// published, ask <c>/changes</c> first. A comment comes every 15 seconds while nothing changes. The server ends a stream when it stops, and when the key does not count any more.
    /// </remarks>
    internal static IResult StreamEvents(HttpContext context, PublishedChanges changes, ChangeAnswers answers, FollowerPlaces places, Following following)
    {
        AcceptHeader.Choose(context.Request, [MediaTypes.EventStream]);
        var question = ChangeParameters.Read(context.ReadQuery());
        return new EventStream(changes, answers, places, following, question with { Limit = PublishedChanges.MaximumLimit });
    }
}
