using Microsoft.AspNetCore.Http.Extensions;

namespace Cms.Rest.Queries;

/// <summary>Writes addresses for headers and answers, which hold ASCII only.</summary>
internal static class Addresses
{
    /// <summary>The request's address with one parameter set and another one taken away.</summary>
    public static string With(HttpRequest request, string parameter, string value, string? without = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query.Where(other => other.Key != parameter && other.Key != without))
        {
            foreach (var text in values)
            {
                query.Add(name, text ?? "");
            }
        }

        query.Add(parameter, value);
        return $"{request.PathBase}{request.Path.ToUriComponent()}{query.ToQueryString()}";
    }
}
