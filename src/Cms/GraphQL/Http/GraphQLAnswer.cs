using Cms.Answers;
using GraphQL;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cms.GraphQL.Http;

/// <summary>An answer that is not for keeping: to a POST, one with errors in it, or one with what readers don't get.</summary>
internal sealed record GraphQLAnswer(int Status, ReadOnlyMemory<byte> Content, string Type) : IResult
{
    /// <summary>Null unless the method is refused: those that are taken.</summary>
    public string? Allow { get; init; }

    /// <summary>The status that the specification gives a result in this type.</summary>
    public static int StatusOf(ExecutionResult result, string type) =>
        result.Errors?.Any(GraphQLErrors.IsUnavailable) == true ? StatusCodes.Status503ServiceUnavailable
        : result.Executed || type == ResponseType.Json ? StatusCodes.Status200OK
        : GraphQLErrors.StatusOf(result.Errors ?? []);

    /// <summary>Whether the same request may get these bytes again while the content is as it is.</summary>
    public bool IsRepeatable { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var coding = ContentCoding.Choose(httpContext.Request.Headers.AcceptEncoding, Content.Length);
        var answer = new FinishedAnswer(coding.Encode(Content), $"{Type}; charset=utf-8")
        {
            Status = Status,
            ContentEncoding = coding.Name,
            Vary = $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}",
            Headers = [.. Headers()],
        };
        if (IsRepeatable)
        {
            AnswerCache.Offer(httpContext, answer);
        }

        return answer.SendAsync(httpContext);
    }

    private IEnumerable<KeyValuePair<string, StringValues>> Headers()
    {
        yield return new(HeaderNames.CacheControl, "no-store");
        yield return new(HeaderNames.XContentTypeOptions, "nosniff");
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            yield return new(HeaderNames.RetryAfter, "2");
        }

        if (Allow is not null)
        {
            yield return new(HeaderNames.Allow, Allow);
        }

        if (Status == StatusCodes.Status413PayloadTooLarge)
        {
            // What is left of the body is not read.
            yield return new(HeaderNames.Connection, "close");
        }
    }
}
