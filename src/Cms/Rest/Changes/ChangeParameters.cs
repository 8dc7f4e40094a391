using Cms.Content.Changes;
using Cms.Content.Delivery;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Changes;

/// <summary>How changes are asked for.</summary>
internal static class ChangeParameters
{
    public static readonly QueryParameter Since = new("since", "The place to go on from: next of an answer, or the id of an event. Left out or empty: all that is published, and then what changes.");

    public static readonly QueryParameter SinceOfEvents = new("since", "The place to go on from, as the header Last-Event-ID names it, which comes before it. Left out or empty: only what changes from now on.");

    private static readonly QueryParameter Limit = new("limit", "How many changes at most.")
    {
        Kind = ValueKind.Integer,
        Maximum = PublishedChanges.MaximumLimit,
        Default = "20",
    };

    private static readonly QueryParameter Wait = new("wait", "For how many seconds the answer may be held back while nothing has changed.")
    {
        Kind = ValueKind.Integer,
        Minimum = 0,
        Maximum = 60,
        Default = "0",
    };

    private static readonly QueryParameter Body = PostParameters.Body with { Default = "none" };

    public static IReadOnlyList<QueryParameter> OfChanges { get; } = [Since, Limit, Wait, PostParameters.Selected, Body];

    public static IReadOnlyList<QueryParameter> OfEvents { get; } = [SinceOfEvents, PostParameters.Selected, Body];

    public static ChangeQuestion Read(QueryValues query)
    {
        var body = PostParameters.ReadBody(query, BodyFormat.None);
        var question = new ChangeQuestion(
            query.Text(Since) is { Length: > 0 } since ? since : null,
            query.Integer(Limit) ?? PublishedChanges.DefaultLimit,
            TimeSpan.FromSeconds(query.Integer(Wait) ?? 0),
            body,
            PostAnswers.Shown(query.Choices(PostParameters.Selected), body));
        query.Done();
        return question;
    }
}

/// <param name="Since">Null to begin anew.</param>
/// <param name="Wait">Zero for an answer at once.</param>
/// <param name="Shown">The properties of each post to answer; null for all.</param>
internal sealed record ChangeQuestion(string? Since, int Limit, TimeSpan Wait, BodyFormat Body, HashSet<string>? Shown)
{
    public PostParts Parts => Body != BodyFormat.None ? PostParts.Body : PostParts.None;
}
