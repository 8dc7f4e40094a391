namespace Cms.Answers;

/// <summary>The address that the server was asked at, by way of proxies that are trusted.</summary>
internal static class AskedAddress
{
    /// <summary>Scheme, host and base, without a slash at the end; null where the request names no host.</summary>
    public static string? Of(HttpRequest request)
    {
        var asked = $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
        return request.Host.HasValue && Uri.TryCreate(asked, UriKind.Absolute, out _) ? asked : null;
    }
}
