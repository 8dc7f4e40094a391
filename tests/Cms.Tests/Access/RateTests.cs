using System.Globalization;
using Alba;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cms.Tests.Access;

public sealed class RateTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private const string BadKey = "Authorization: Bearer cms_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private IAlbaHost node = null!;

    public async ValueTask InitializeAsync() =>
        node = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(clock), "--Cms:Proxies=10.1.0.0/16, 10.2.0.1");

    [Fact]
    public async Task After_twenty_bad_keys_an_address_waits_for_its_minute_to_end()
    {
        for (var left = 19; left >= 0; left--)
        {
            var (status, headers) = await node.AskFromAsync("192.0.2.1", "/api/v1/posts", BadKey);
            status.ShouldBe(401);
            headers["RateLimit-Policy"].ShouldBe("\"sign-in\";q=20;w=60");
            headers["RateLimit"].ShouldBe(string.Create(CultureInfo.InvariantCulture, $"\"sign-in\";r={left};t=60"));
        }

        clock.Advance(TimeSpan.FromSeconds(20));
        var refused = await node.AskFromAsync("192.0.2.1", "/api/v1/posts", BadKey);
        refused.Status.ShouldBe(429);
        refused.Headers["Retry-After"].ShouldBe("40");
        (await node.AskFromAsync("192.0.2.2", "/api/v1/posts", BadKey)).Status.ShouldBe(401);
        (await node.AskFromAsync("192.0.2.1", "/api/v1/posts")).Status.ShouldBe(200);

        clock.Advance(TimeSpan.FromSeconds(40));
        (await node.AskFromAsync("192.0.2.1", "/api/v1/posts", BadKey)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_has_counted_goes_on_beside_somebody_who_guesses()
    {
        var key = await cms.KeyAsync("read");
        (await node.AskFromAsync("192.0.2.3", "/api/v1/posts", key)).Status.ShouldBe(200);
        for (var guess = 0; guess < 21; guess++)
        {
            await node.AskFromAsync("192.0.2.3", "/api/v1/posts", BadKey);
        }

        (await node.AskFromAsync("192.0.2.3", "/api/v1/posts", BadKey)).Status.ShouldBe(429);
        (await node.AskFromAsync("192.0.2.3", "/api/v1/posts", key)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_network_of_ipv6_is_one_address()
    {
        for (var guess = 0; guess < 20; guess++)
        {
            await node.AskFromAsync(string.Create(CultureInfo.InvariantCulture, $"2001:db8:0:1::{guess}"), "/api/v1/posts", BadKey);
        }

        (await node.AskFromAsync("2001:db8:0:1:ffff::1", "/api/v1/posts", BadKey)).Status.ShouldBe(429);
        (await node.AskFromAsync("2001:db8:0:2::1", "/api/v1/posts", BadKey)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Only_a_trusted_proxy_says_for_whom_it_asks()
    {
        for (var guess = 0; guess < 20; guess++)
        {
            await node.AskFromAsync("10.1.0.9", "/api/v1/posts", BadKey, forwardedFor: "198.51.100.1, 10.2.0.1");
        }

        (await node.AskFromAsync("10.1.0.9", "/api/v1/posts", BadKey, forwardedFor: "198.51.100.1, 10.2.0.1")).Status.ShouldBe(429);
        (await node.AskFromAsync("10.1.0.9", "/api/v1/posts", BadKey, forwardedFor: "198.51.100.2")).Status.ShouldBe(401);
        (await node.AskFromAsync("198.51.100.1", "/api/v1/posts", BadKey)).Status.ShouldBe(429);
        (await node.AskFromAsync("203.0.113.1", "/api/v1/posts", BadKey, forwardedFor: "198.51.100.1")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task An_address_without_a_key_has_a_hundred_and_twenty_texts_rendered_a_minute()
    {
        for (var rendered = 0; rendered < 120; rendered++)
        {
            (await node.AskFromAsync("192.0.2.4", "/api/v1/render", method: "POST", markdown: "a")).Status.ShouldBe(200);
        }

        var refused = await node.AskFromAsync("192.0.2.4", "/api/v1/render", method: "POST", markdown: "a");
        refused.Status.ShouldBe(429);
        refused.Headers["RateLimit"].ShouldBe("\"render\";r=0;t=60");
        refused.Headers["Retry-After"].ShouldBe("60");
        (await node.AskFromAsync("192.0.2.4", "/api/v1/render", await cms.KeyAsync("read"), "POST", markdown: "a")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Rendering_by_graphql_counts_as_well()
    {
        await using var strict = await cms.StartAsync("--Cms:Limits:Render=2");
        async Task<string> RenderAsync(string text)
        {
            var answer = await strict.Server.SendAsync(
                http =>
                {
                    http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.5");
                    http.Request.Path = "/graphql";
                    http.Request.QueryString = new($"?query={{a:render(markdown:\"{text}\"){{text}}%20b:render(markdown:\"other\"){{text}}}}");
                },
                TestContext.Current.CancellationToken);
            using var reader = new StreamReader(answer.Response.Body);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        (await RenderAsync("x")).ShouldNotContain("errors");
        (await RenderAsync("y")).ShouldContain("rate-limited");
    }

    [Fact]
    public async Task A_limit_of_zero_is_none_and_keys_have_limits_when_they_are_set()
    {
        await using var own = await cms.StartAsync("--Cms:Limits:FailedSignIns=0", "--Cms:Limits:ReadsByKey=2");
        for (var guess = 0; guess < 30; guess++)
        {
            (await own.AskFromAsync("192.0.2.6", "/api/v1/posts", BadKey)).Status.ShouldBe(401);
        }

        var key = await cms.KeyAsync("read");
        (await own.AskFromAsync("192.0.2.6", "/api/v1/posts", key)).Status.ShouldBe(200);
        (await own.AskFromAsync("192.0.2.7", "/api/v1/posts", key)).Status.ShouldBe(200);
        (await own.AskFromAsync("192.0.2.8", "/api/v1/posts", key)).Status.ShouldBe(429);
        (await own.AskFromAsync("192.0.2.8", "/api/v1/posts", await cms.KeyAsync("read"))).Status.ShouldBe(200);
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
