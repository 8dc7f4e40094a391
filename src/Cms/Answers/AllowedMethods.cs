using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>
/// Says which methods an address takes (RFC 9110, sections 9.3.7 and 15.5.6). The router goes by the shape of addresses alone, and takes /posts/some-slug for
/// one where a post can be replaced, which is done by its id; here the values count, too.
/// </summary>
internal sealed class AllowedMethods(RequestDelegate next, EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    private Address[]? addresses;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint)
        {
            return next(context);
        }

        addresses ??= [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(AddressOf).OfType<Address>()];
        var known = addresses.Where(address => address.IsOf(context)).SelectMany(address => address.Methods).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (known.Count == 0)
        {
            // What the router found has the shape of this address and not its values.
            context.SetEndpoint(null);
            return next(context);
        }

        context.Response.Headers[HeaderNames.Allow] = string.Join(", ", known.Order(StringComparer.Ordinal));
        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private Address? AddressOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
        ? new(new(new(endpoint.RoutePattern), new(endpoint.RoutePattern.Defaults)), ConstraintsOf(endpoint.RoutePattern), methods)
        : null;

    private (string Name, IRouteConstraint Constraint)[] ConstraintsOf(RoutePattern pattern) =>
        [.. from parameter in pattern.Parameters
            from reference in parameter.ParameterPolicies
            let constraint = policies.Create(parameter, reference) as IRouteConstraint
            where constraint is not null
            select (parameter.Name, constraint)];

    private sealed record Address(TemplateMatcher Matcher, (string Name, IRouteConstraint Constraint)[] Constraints, IReadOnlyList<string> Methods)
    {
        public bool IsOf(HttpContext context)
        {
            var values = new RouteValueDictionary();
            return Matcher.TryMatch(context.Request.Path, values)
                && Array.TrueForAll(Constraints, one => one.Constraint.Match(context, route: null, one.Name, values, RouteDirection.IncomingRequest));
        }
    }
}
