namespace Cms.Answers;

/// <summary>HEAD is answered wherever GET is, by the same code; the server leaves the body out (RFC 9110, section 9.3.2).</summary>
internal static class HeadRequests
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static T AnswersHead<T>(this T routes)
        where T : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var only] } && HttpMethods.IsGet(only))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata(Methods));
            }
        });
        return routes;
    }
}
