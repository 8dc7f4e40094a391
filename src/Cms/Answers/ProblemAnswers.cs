using System.Diagnostics;
using Cms.Hosting;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Cms.Answers;

/// <summary>The one place where a refusal, a failure or an empty error of the framework becomes problem details.</summary>
internal sealed class ProblemAnswers(RequestDelegate next, NpgsqlDataSource dataSource, ILogger<ProblemAnswers> logger)
{
    // nginx's number for a client that has left; nobody reads it but the log.
    private const int ClientHasLeft = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && IsBareError(context.Response) && ForStatus(context) is { } problem)
            {
                await problem.ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : ClientHasLeft;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var headers = context.Response.Headers;
            foreach (var name in (string[])[HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.Link, HeaderNames.ContentEncoding])
            {
                headers.Remove(name);
            }

            await ForException(context, e).ExecuteAsync(context);
        }
    }

    private static bool IsBareError(HttpResponse response) =>
        response.StatusCode is >= 400 and not ClientHasLeft && response.ContentLength is null or 0 && string.IsNullOrEmpty(response.ContentType);

    private static Problem? ForStatus(HttpContext context) => context.Response.StatusCode switch
    {
        400 => Problem.Of(ProblemKind.InvalidRequest, "The request cannot be read. The reference at /docs says what is taken."),
        404 => Problem.Of(ProblemKind.RouteNotFound, $"There is nothing at {context.Request.Path}. The reference at /docs lists what there is."),
        405 => Problem.Of(ProblemKind.MethodNotAllowed, $"This address takes {context.Response.Headers.Allow}."),
        406 => Problem.Of(ProblemKind.NotAcceptable, "The answer has no form that the Accept header allows."),
        413 => Problem.Of(ProblemKind.BodyTooLarge, "The body is too large."),
        415 => Problem.Of(ProblemKind.UnsupportedMediaType, "The body's type is not taken. The reference at /docs says which are."),
        _ => null,
    };

    private Problem ForException(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } bad:
                return Problem.Of(ProblemKind.BodyTooLarge, bad.Message);
            case BadHttpRequestException:
                return Problem.Of(ProblemKind.InvalidRequest, "The request cannot be read. The reference at /docs says what is taken.");
            case var _ when Refusals.Find(exception) is { } refusal:
                NoteFailure(exception);
                return refusal;
            default:
                var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
                logger.LogError(exception, "{Method} {Path} failed ({TraceId})", context.Request.Method, PreviewAddress.WithoutToken(context.Request.Path), traceId);
                return Problem.Of(ProblemKind.InternalError, "The mistake is ours. The log tells more under this trace id.") with { TraceId = traceId };
        }
    }

    private void NoteFailure(Exception exception)
    {
        if (StoreFailures.Of(exception) is not { } failure)
        {
            return;
        }

        logger.LogWarning("The database is {Failure}: {Reason}", failure, exception.Message);
        if (failure == StoreFailure.Broken)
        {
            // What is left in the pool leads to a server that has gone; the next request makes a new connection.
            dataSource.Clear();
        }
    }
}

/// <summary>Carries a refusal that only HTTP knows to where it is answered.</summary>
public sealed class ProblemException : Exception
{
    internal ProblemException(Problem problem)
        : base(problem.Detail) => Problem = problem;

    public ProblemException() => Problem = Problem.Of(ProblemKind.InternalError, "");

    public ProblemException(string message)
        : base(message) => Problem = Problem.Of(ProblemKind.InternalError, message);

    public ProblemException(string message, Exception innerException)
        : base(message, innerException) => Problem = Problem.Of(ProblemKind.InternalError, message);

    internal Problem Problem { get; }
}
