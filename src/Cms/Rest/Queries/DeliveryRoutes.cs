using Cms.Answers;

namespace Cms.Rest.Queries;

/// <summary>Maps what readers ask: GET and HEAD, with checked parameters.</summary>
internal static class DeliveryRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>An address that answers JSON.</summary>
    public static RouteHandlerBuilder MapRead<T>(this IEndpointRouteBuilder routes, string pattern, Delegate handler, params IReadOnlyList<QueryParameter> parameters) =>
        routes.MapChoice(pattern, handler, parameters)
            .Produces<T>()
            .AddEndpointFilter((invocation, next) =>
            {
                AcceptHeader.Choose(invocation.HttpContext.Request, [MediaTypes.Json]);
                return next(invocation);
            });

    /// <summary>An address that answers in more than one form and chooses itself.</summary>
    public static RouteHandlerBuilder MapChoice(this IEndpointRouteBuilder routes, string pattern, Delegate handler, IReadOnlyList<QueryParameter> parameters) =>
        routes.MapMethods(pattern, Methods, handler)
            .WithMetadata(new QueryParameters(parameters))
            .Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);

    /// <summary>The values of the request's query, checked against the endpoint's parameters.</summary>
    public static QueryValues ReadQuery(this HttpContext context) =>
        new(context.Request.Query, context.GetEndpoint()!.Metadata.GetRequiredMetadata<QueryParameters>());
}
