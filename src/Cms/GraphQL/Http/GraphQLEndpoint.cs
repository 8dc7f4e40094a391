using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cms.Answers;
using Cms.GraphQL.Explorer;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cms.GraphQL.Http;

/// <summary>GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/).</summary>
internal sealed class GraphQLEndpoint(GraphQLExecutor executor, ExplorerPage explorer, AnswerCache cache, IOptions<GraphQLOptions> options)
{
    private const string Methods = "GET, HEAD, POST";

    private readonly GraphQLSerializer serializer = new(
        new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new GraphQLErrors());

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.Headers.Allow = Methods;
            return TypedResults.NoContent();
        }

        if (AsksForPage(request))
        {
            return explorer.Page();
        }

        var type = ResponseType.Choose(request, ResponseType.Json, ResponseType.GraphQL);
        return await RefusingAsync(context, type, async () =>
            type is null ? throw new HttpRefusal(StatusCodes.Status406NotAcceptable, "NOT_ACCEPTABLE", $"Answers come as {ResponseType.GraphQL} and {ResponseType.Json}, in UTF-8.")
            : isRead ? await AnswerReadAsync(request, type, context.RequestAborted)
            : HttpMethods.IsPost(request.Method) ? await AnswerPostAsync(context, type)
            : throw new HttpRefusal(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "GraphQL is asked by GET or POST."));
    }

    private async Task<IResult> RefusingAsync(HttpContext context, string? type, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (HttpRefusal refusal)
        {
            var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
            var content = await WriteAsync(new ExecutionResult(refusal.Refusal), CancellationToken.None);
            return new GraphQLAnswer(refusal.Status, content, type ?? ResponseType.Json)
            {
                Allow = refusal.Status == StatusCodes.Status405MethodNotAllowed ? isRead ? "POST" : Methods : null,
            };
        }
    }

    /// <summary>Whether this is a person's browser, that comes for the explorer.</summary>
    public static bool AsksForPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Query.ContainsKey("query") && !request.Query.ContainsKey("extensions")
        && ResponseType.Choose(request, ResponseType.Json, ResponseType.GraphQL, ResponseType.Html) == ResponseType.Html;

    private async Task<IResult> AnswerReadAsync(HttpRequest request, string type, CancellationToken ct)
    {
        Execution execution;
        try
        {
            execution = await executor.ExecuteAsync(RequestReader.ReadQuery(request), request.HttpContext, onlyReads: true, ct);
        }
        catch (MutationByGetException mutation)
        {
            throw new HttpRefusal(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", mutation.Message);
        }

        var result = execution.Result;
        var content = await WriteAsync(result, ct);
        return result.Errors is { Count: > 0 } || execution.IsForWriters
            ? new GraphQLAnswer(GraphQLAnswer.StatusOf(result, type), content, type)
            : new DeliveryAnswer(content, $"{type}; charset=utf-8")
            {
                IsOfContent = !execution.ReadsIndex,
                IsPassing = execution.IsPassing,
                SurrogateKeys = ["posts"],
                Vary = $"{HeaderNames.Accept}, {HeaderNames.Authorization}",
            };
    }

    private async Task<IResult> AnswerPostAsync(HttpContext context, string type)
    {
        var body = await RequestReader.ReadBytesAsync(context.Request, options.Value, context.RequestAborted);
        var key = AnswerKey.Of(context.Request, $"POST {context.Request.Path} {Convert.ToHexString(SHA256.HashData(body.Span))}");
        return new KeptAnswer(cache, key, () => RefusingAsync(context, type, () => AnswerBodyAsync(context, body, type)));
    }

    private async Task<IResult> AnswerBodyAsync(HttpContext context, ReadOnlyMemory<byte> body, string type)
    {
        var ct = context.RequestAborted;
        var (requests, isBatch) = RequestReader.ReadBody(body, options.Value);

        // One after the other, so that a batch takes no more of the database at a time than a single request.
        List<ExecutionResult> results = [];
        var isPassing = false;
        foreach (var one in requests)
        {
            var execution = await executor.ExecuteAsync(one, context, onlyReads: false, ct);
            results.Add(execution.Result);
            isPassing |= execution.IsPassing;
        }

        var onlyReads = results.TrueForAll(result => result.Operation is null or { Operation: OperationType.Query });
        return isBatch
            ? new GraphQLAnswer(
                results.Exists(result => GraphQLAnswer.StatusOf(result, type) == StatusCodes.Status503ServiceUnavailable) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
                await WriteAsync(results, ct),
                type)
            : new GraphQLAnswer(GraphQLAnswer.StatusOf(results[0], type), await WriteAsync(results[0], ct), type)
            {
                IsRepeatable = onlyReads && !isPassing && results[0].Executed && results[0].Errors is null or { Count: 0 },
            };
    }

    private async Task<ReadOnlyMemory<byte>> WriteAsync<T>(T result, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await serializer.WriteAsync(content, result, ct);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <summary>The answer to a body: from memory, or made.</summary>
    private sealed record KeptAnswer(AnswerCache Cache, AnswerKey Key, Func<Task<IResult>> Make) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            Cache.AnswerAsync(httpContext, Key, async context => await (await Make()).ExecuteAsync(context));
    }
}
