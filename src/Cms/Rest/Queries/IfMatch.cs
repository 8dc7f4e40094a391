using System.Globalization;
using Cms.Answers;
using Cms.Content.Posts;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Queries;

/// <summary>Reads <c>If-Match</c> (RFC 9110, section 13.1.1) as the revision that a writer goes by.</summary>
internal static class IfMatch
{
    /// <exception cref="ProblemException">428: there is none; 400: it cannot be read.</exception>
    public static ExpectedRevision Read(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            throw new ProblemException(Problem.Of(
                ProblemKind.PreconditionRequired,
                "Say which revision the change goes by: 'If-Match: \"7\"' with the ETag of the answer that you have read, or 'If-Match: *' for any."));
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            throw new ProblemException(Problem.Of(
                ProblemKind.InvalidRequest, "The header If-Match cannot be read. Send 'If-Match: \"7\"', quotes included, or 'If-Match: *'."));
        }

        // A weak tag matches nothing here, and neither does the tag of an answer for readers.
        return tags.Contains(EntityTagHeaderValue.Any)
            ? ExpectedRevision.Any
            : new ExpectedRevision([.. tags.Where(tag => !tag.IsWeak).Select(RevisionOf).OfType<int>()], header.ToString());
    }

    private static int? RevisionOf(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
