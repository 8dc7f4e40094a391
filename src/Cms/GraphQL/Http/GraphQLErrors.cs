using System.Diagnostics;
using Cms.Answers;
using Cms.GraphQL.Limits;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace Cms.GraphQL.Http;

/// <summary>The one place where a refusal, a failure or an error of the engine gets its message and its code.</summary>
internal sealed class GraphQLErrors : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var (code, message) = Describe(executionError);
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (code == "INTERNAL" && Activity.Current?.TraceId.ToString() is { } traceId)
        {
            extensions["traceId"] = traceId;
        }

        return new ErrorInfo { Message = message, Extensions = extensions };
    }

    public static (string Code, string Message) Describe(ExecutionError error) => Refusals.Find(error) is { } refusal
        ? (refusal.Code, error is ValidationError ? error.Message : refusal.Detail)
        : error switch
        {
            SyntaxError => ("GRAPHQL_PARSE_FAILED", error.Message),
            RequestRefusal => (error.Code!, error.Message),
            ValidationError { Code: "TOO_DEEP" or "TOO_EXPENSIVE" or "TOO_MANY_MUTATIONS" } => (error.Code, error.Message),
            ValidationError => ("GRAPHQL_VALIDATION_FAILED", error.Message),
            UnhandledError => ("INTERNAL", "Something went wrong here. The log has more about it."),
            RequestError or DocumentError => ("BAD_REQUEST", error.Message),
            _ => (error.Code ?? "INTERNAL", error.Message),
        };

    /// <summary>Whether the failure is ours, and worth a line in the log.</summary>
    public static bool IsFailure(Exception exception) => Refusals.Find(exception) is null;

    /// <summary>The status of a result that came to nothing: who may not is told by HTTP, too.</summary>
    public static int StatusOf(IEnumerable<ExecutionError> errors) =>
        errors.Select(error => Refusals.Find(error)?.Status).FirstOrDefault(status => status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        ?? StatusCodes.Status400BadRequest;

    /// <summary>Whether the same request may be answered in a moment.</summary>
    public static bool IsUnavailable(ExecutionError error) => Refusals.Find(error)?.Status == StatusCodes.Status503ServiceUnavailable;
}
