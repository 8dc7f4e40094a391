using System.Text.Json.Serialization;
using Cms.Content;

namespace Cms.Answers;

/// <summary>A refusal as RFC 9457 has it.</summary>
/// <param name="Type">Leads to the code's explanation.</param>
/// <param name="Title">What kind of refusal it is, the same for all of its code.</param>
/// <param name="Code">Stable: what a program may look at.</param>
/// <param name="Detail">What went wrong here and what to do about it.</param>
/// <param name="Errors">By parameter or field, where there are any to blame.</param>
/// <param name="Index">Which operation of a batch was refused, counted from 0.</param>
/// <param name="TraceId">Names this request in the log; only where the mistake is ours.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index = null) : IResult
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(ContentError error) => Of(ProblemKind.Named(error.Code), error.Detail, error.Errors) with { Index = (error as ContentError.InBatch)?.Index };

    public static Problem Of(ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new($"/docs/errors#{kind.Code}", kind.Title, kind.Status, kind.Code, detail, errors);

    /// <summary>Says of query parameters why they cannot be taken.</summary>
    /// <param name="reasons">By the parameters' names.</param>
    public static Problem OfParameters(IReadOnlyDictionary<string, string[]> reasons) =>
        Of(ProblemKind.InvalidParameter, string.Join(' ', reasons.Values.SelectMany(each => each)), reasons);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "2";
        }

        response.ContentType = ContentType;
        var bytes = Json.Write(this);
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
