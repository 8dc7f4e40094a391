using Cms.Answers;
using Cms.Hosting;
using Cms.Rendering;

namespace Cms.Feeds;

/// <summary>Where the site is that feeds and sitemap lead to, and that they are found on themselves.</summary>
/// <param name="Root">Without a slash at the end.</param>
/// <param name="IsAsked">Whether it is the address that the server was asked at, because no setting names the site's.</param>
internal sealed record SiteAddress(string Root, bool IsAsked)
{
    public string Home => $"{Root}/";

    public string Host => new Uri(Root).Host;

    /// <summary><c>Cms:Site:BaseUrl</c>; without it the scheme, host and base that the request names, by way of proxies that are trusted.</summary>
    /// <exception cref="ProblemException">There is neither.</exception>
    public static SiteAddress Of(HttpRequest request, SiteOptions site)
    {
        if (site.BaseUrl is { } baseUrl)
        {
            return new SiteAddress(baseUrl.TrimEnd('/'), IsAsked: false);
        }

        return AskedAddress.Of(request) is { } asked
            ? new SiteAddress(asked, IsAsked: true)
            : throw new ProblemException(Problem.Of(
                ProblemKind.InvalidRequest,
                "Addresses here are whole ones, and the request names no host to make them with. Send a Host header, or set Cms:Site:BaseUrl."));
    }

    /// <summary>A path of the site, percent-encoded.</summary>
    public string UrlOf(string path) => Root + PublicFields.EncodePath(path);
}
