namespace Cms.Answers;

/// <summary>Where preview links lead. What follows the path is a secret, so that no log or trace may name it.</summary>
internal static class PreviewAddress
{
    public const string Path = "/api/v1/preview";

    private const string Hidden = $"{Path}/…";

    public static string Of(HttpRequest request, string token) => $"{AskedAddress.Of(request)}{Path}/{token}";

    /// <summary>A request's path as logs may have it.</summary>
    public static string WithoutToken(PathString path) => path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) ? Hidden : path.ToString();
}
