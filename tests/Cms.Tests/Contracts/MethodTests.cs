using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cms.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Contracts;

/// <summary>What the reference says of methods, what OPTIONS says, and what happens are one.</summary>
public sealed partial class MethodTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly string[] All = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_takes_the_methods_of_the_reference_and_says_so()
    {
        var paths = (await cms.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject();
        foreach (var (path, item) in paths)
        {
            var address = Filled(path);
            var documented = item!.AsObject().Where(member => member.Value is JsonObject).Select(member => member.Key.ToUpperInvariant()).Where(All.Contains).ToHashSet(StringComparer.Ordinal);
            _ = documented.Contains("GET") && documented.Add("HEAD");

            using var options = await cms.SendAsync(HttpMethod.Options, address);
            options.StatusCode.ShouldBe(HttpStatusCode.NoContent, address);
            options.Content.Headers.Allow.ShouldBe(documented, StringComparer.Ordinal, ignoreOrder: true, address);
            foreach (var method in All)
            {
                if (documented.Contains(method))
                {
                    continue;
                }

                using var refused = await cms.SendAsync(new(method), address);
                refused.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {address}");
                refused.Content.Headers.Allow.ShouldBe(documented, StringComparer.Ordinal, ignoreOrder: true, $"{method} {address}");
            }

            // Without a key, writing is refused; what counts is that the address takes it.
            foreach (var method in documented.Where(method => method is not "GET" and not "HEAD"))
            {
                using var taken = await cms.SendAsync(new(method), address);
                taken.StatusCode.ShouldNotBe(HttpStatusCode.MethodNotAllowed, $"{method} {address}");
                (await taken.Content.ReadAsStringAsync(Ct)).ShouldNotContain("route-not-found", Case.Sensitive, $"{method} {address}");
            }
        }
    }

    [Theory]
    [InlineData("PUT", "/api/v1/posts/some-slug", "GET, HEAD")]
    [InlineData("DELETE", "/api/v1/posts/by-path", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/v1/posts/some-slug", "GET, HEAD")]
    [InlineData("PUT", "/sitemap-0.xml", null)]
    [InlineData("OPTIONS", "/api/v1/posts/some-slug/publish", null)]
    [InlineData("OPTIONS", "/api/v1/nothing-of-it", null)]
    public async Task What_is_changed_by_its_id_is_not_changed_by_another_name(string method, string address, string? allowed)
    {
        using var answer = await cms.SendAsync(new(method), address);

        answer.StatusCode.ShouldBe(allowed is null ? HttpStatusCode.NotFound : method == "OPTIONS" ? HttpStatusCode.NoContent : HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Content.Headers.Allow).ShouldBe(allowed ?? "");
    }

    [Fact]
    public void Every_address_that_answers_get_answers_head()
    {
        var endpoints = cms.Http.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { } methods } && methods.Contains("GET", StringComparer.Ordinal) && !methods.Contains("HEAD", StringComparer.Ordinal))
            .Select(endpoint => endpoint.RoutePattern.RawText).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/docs/errors")]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/posts")]
    [InlineData("/api/v1/sources")]
    [InlineData("/api/v1/keys")]
    [InlineData("/api/v1/imports")]
    [InlineData("/api/v1/audit")]
    public async Task Head_is_answered_as_get_is(string address)
    {
        using var got = await cms.GetAsync(address);
        using var asked = await cms.SendAsync(HttpMethod.Head, address);

        asked.StatusCode.ShouldBe(got.StatusCode);
        asked.Content.Headers.ContentType.ShouldBe(got.Content.Headers.ContentType);
        asked.Headers.ETag.ShouldBe(got.Headers.ETag);
    }

    // An id is a name, too: what is read by its name and changed by its id has one address in the reference.
    private static string Filled(string path) => Parameter.Replace(path, parameter => parameter.Value switch
    {
        "{number}" or "{other}" or "{n}" or "{m}" or "{part}" => "1",
        _ => "01970000-0000-7000-8000-000000000001",
    });

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter { get; }
}
