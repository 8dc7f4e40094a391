using Cms.Answers;
using GraphQL;
using Microsoft.Net.Http.Headers;

namespace Cms.GraphQL.Http;

/// <summary>An answer that is not for keeping: to a POST, or one with errors in it.</summary>
internal sealed record GraphQLAnswer(int Status, ReadOnlyMemory<byte> Content, string Type) : IResult
{
    /// <summary>Null unless the method is refused: those that are taken.</summary>
    public string? Allow { get; init; }

    /// <summary>The status that the specification gives a result in this type.</summary>
    public static int StatusOf(ExecutionResult result, string type) =>
        result.Errors?.Any(GraphQLErrors.IsUnavailable) == true ? StatusCodes.Status503ServiceUnavailable
        : result.Executed || type == ResponseType.Json ? StatusCodes.Status200OK
        : StatusCodes.Status400BadRequest;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = $"{Type}; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Append(HeaderNames.Vary, $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}");
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "2";
        }

        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }

        if (Status == StatusCodes.Status413PayloadTooLarge)
        {
            // What is left of the body is not read.
            response.Headers.Connection = "close";
        }

        var coding = ContentCoding.Choose(httpContext.Request.Headers.AcceptEncoding, Content.Length);
        if (coding.Name is not null)
        {
            response.Headers.ContentEncoding = coding.Name;
        }

        var bytes = coding.Encode(Content);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
