using Cms.Answers;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Queries;

internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Text = "text/plain";
    public const string NdJson = "application/x-ndjson";
    public const string EventStream = "text/event-stream";
}

/// <summary>Chooses a form by <c>Accept</c> (RFC 9110, section 12.5.1).</summary>
internal static class AcceptHeader
{
    /// <summary>The form that the client likes best; the first of ours where it likes several the same or says nothing.</summary>
    /// <exception cref="ProblemException">406: it likes none.</exception>
    public static string Choose(HttpRequest request, IReadOnlyList<string> forms)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return forms[0];
        }

        return forms.Where(form => QualityOf(form, accepted) > 0).MaxBy(form => QualityOf(form, accepted))
            ?? throw new ProblemException(Problem.Of(
                ProblemKind.NotAcceptable,
                $"The answer has no form that 'Accept: {request.Headers.Accept}' allows. There {(forms.Count == 1 ? "is" : "are")} {string.Join(", ", forms)}."));
    }

    private static double QualityOf(string form, IList<MediaTypeHeaderValue> accepted)
    {
        var type = new MediaTypeHeaderValue(form);
        var best = accepted.Where(range => type.IsSubsetOf(WithoutParameters(range))).MaxBy(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2);
        return best is null ? 0 : best.Quality ?? 1;
    }

    // A charset or profile that is asked for narrows nothing down: each form has one.
    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);
}
