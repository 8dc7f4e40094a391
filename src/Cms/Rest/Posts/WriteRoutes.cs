using Cms.Answers;
using Cms.Rest.Queries;
using Cms.Rest.Reference;
using Microsoft.OpenApi;

namespace Cms.Rest.Posts;

/// <summary>Maps what writers do, and describes what all of it has in common.</summary>
internal static class WriteRoutes
{
    /// <summary>A change of a post that exists; it names the revision that it goes by.</summary>
    public static RouteHandlerBuilder MapChange(
        this IEndpointRouteBuilder posts, string method, string pattern, Delegate handler, params IReadOnlyList<QueryParameter> parameters) =>
        posts.MapChangeOf(method, pattern, handler, parameters).Produces<WorkingCopyResponse>();

    /// <summary>A change of anything that exists; it names the revision that it goes by.</summary>
    public static RouteHandlerBuilder MapChangeOf(
        this IEndpointRouteBuilder routes, string method, string pattern, Delegate handler, params IReadOnlyList<QueryParameter> parameters) =>
        routes.MapMethods(pattern, [method], handler)
            .Described(parameters)
            .WithHeader("If-Match", "The ETag of the revision that the change goes by (\"7\"), or * for any.", isRequired: true)
            .TakesIdempotencyKeyIf(HttpMethods.IsPost(method))
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status412PreconditionFailed, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status428PreconditionRequired, Problem.ContentType);

    /// <summary>A POST that may be sent again with its key.</summary>
    public static RouteHandlerBuilder MapWrite(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapPost(pattern, handler)
            .Described([])
            .TakesIdempotencyKey();

    /// <summary>Describes the body.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder route, params IReadOnlyList<string> types) => route
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
        .AddOpenApiOperationTransformer(async (operation, context, ct) => operation.RequestBody = await RequestBodies.DescribeAsync<T>(context, types, ct));

    /// <summary>Describes the header by which a request may be sent again.</summary>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder route) => route.WithHeader(
        IdempotencyKey.Header, "A word of your own. The same request sent again with it within a day is answered as the first was, and not done again.", isRequired: false);

    private static RouteHandlerBuilder Described(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) => route
        .WithMetadata(new QueryParameters(parameters))
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status403Forbidden, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status409Conflict, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
        .AddEndpointFilter((invocation, next) =>
        {
            invocation.HttpContext.ReadQuery().Done();
            AcceptHeader.Choose(invocation.HttpContext.Request, [MediaTypes.Json]);
            return next(invocation);
        });

    private static RouteHandlerBuilder TakesIdempotencyKeyIf(this RouteHandlerBuilder route, bool isPost) => isPost ? route.TakesIdempotencyKey() : route;

    private static RouteHandlerBuilder WithHeader(this RouteHandlerBuilder route, string name, string description, bool isRequired) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = isRequired,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}
