using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>Leads to the address that something has today. It is asked again each time: an old address may be another post's tomorrow.</summary>
internal sealed record Redirection(string Location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        response.Headers.Location = Location;
        response.Headers.CacheControl = "public, max-age=0, must-revalidate";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return Task.CompletedTask;
    }
}
