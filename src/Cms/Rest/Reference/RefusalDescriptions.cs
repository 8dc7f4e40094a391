using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>Says of every operation how it may be refused: by itself, by who asks, and by the state of the server.</summary>
internal sealed class RefusalDescriptions : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["400"] = "The request cannot be read: a parameter, a cursor or the body is not what is taken here. `errors` names which.",
        ["401"] = "The key does not count, or one is needed and there is none.",
        ["403"] = "The key has not the scope.",
        ["404"] = "There is no such thing, or none that the caller may see.",
        ["406"] = "The answer has none of the forms that `Accept` names.",
        ["409"] = "Something else stands against it, which the code names: a name, slug, path or id that is taken, or the status.",
        ["412"] = "It has changed since the revision that `If-Match` names. Nothing was changed; read it again and repeat the change.",
        ["413"] = "The body is too large.",
        ["415"] = "The body is of a type that is not taken here. `Accept-Post` or `Accept-Patch` names those that are.",
        ["422"] = "The request can be read and not be taken. `errors` names the properties that are to blame.",
        ["428"] = "`If-Match` is missing.",
        ["429"] = "The caller asks for more than `Cms:Limits` allows. `Retry-After` says when to come again.",
        ["4XX"] = "The request breaks the rules of HTTP, such as by headers that are too large.",
        ["500"] = "Something went wrong here. `traceId` names the request in the log.",
        ["503"] = "The database cannot be reached, or too much is asked at once. `Retry-After` says when to come again.",
    };

    // What a request with a key meets before its operation, and any request meets behind it.
    private static readonly string[] OfAll = ["401", "429", "500", "503"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var isOpen = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        var responses = operation.Responses ??= [];
        foreach (var status in isOpen ? [] : OfAll.Where(status => !responses.ContainsKey(status)))
        {
            responses[status] = new OpenApiResponse { Content = ProblemContent.Of(context.Document) };
        }

        if (!responses.Keys.Any(status => status.StartsWith('4')))
        {
            responses["4XX"] = new OpenApiResponse();
        }

        foreach (var (status, response) in responses)
        {
            response.Description = Descriptions.GetValueOrDefault(status) ?? response.Description;
        }

        return Task.CompletedTask;
    }
}
