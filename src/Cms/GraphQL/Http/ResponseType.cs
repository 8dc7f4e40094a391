using Microsoft.Net.Http.Headers;

namespace Cms.GraphQL.Http;

/// <summary>The media types of answers, and the choice among them by <c>Accept</c>.</summary>
internal static class ResponseType
{
    /// <summary>Its status code tells a request that was not executed from one that was.</summary>
    public const string GraphQL = "application/graphql-response+json";

    /// <summary>For older clients: well-formed requests are answered 200, whatever came of them.</summary>
    public const string Json = "application/json";

    public const string Html = "text/html";

    /// <summary>The type that the client likes best of those offered, the first of them when it says nothing; null when it likes none.</summary>
    public static string? Choose(HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return offered[0];
        }

        var best = offered.Select(type => (Type: type, Weight: WeightOf(type, accepted))).MaxBy(choice => choice.Weight);
        return best.Weight > 0 ? best.Type : null;
    }

    // Among types that it likes the same, a client that names one means that one.
    private static double WeightOf(string type, IList<MediaTypeHeaderValue> accepted)
    {
        const double BonusOfName = 0.0001;
        var wanted = new MediaTypeHeaderValue(type);
        var range = accepted.Where(range => IsUtf8(range) && wanted.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
            .MaxBy(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2);
        return range is null || range.Quality == 0 ? 0
            : (range.Quality ?? 1) + (range.MatchesAllSubTypes ? 0 : BonusOfName);
    }

    private static bool IsUtf8(MediaTypeHeaderValue range) =>
        !range.Charset.HasValue || HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
