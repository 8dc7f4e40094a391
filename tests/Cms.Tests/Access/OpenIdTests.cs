using System.Net;
using System.Text.Json.Nodes;
using Alba;
using Cms.Hosting;
using Cms.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cms.Tests.Access;

public sealed class OpenIdTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TokenIssuer issuer = null!;
    private IAlbaHost node = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TokenIssuer.StartAsync();
        node = await cms.StartAsync(
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now)),
            $"--Cms:OpenId:Authority={issuer.Address}", "--Cms:OpenId:Audience=cms", "--Cms:OpenId:ScopeClaim=scp", "--Cms:OpenId:ScopePrefix=cms:");
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task A_token_of_the_provider_counts_with_the_scopes_of_its_claim(string algorithm)
    {
        var claims = Claims();
        claims["scp"] = "openid cms:write admin";

        var viewer = await node.JsonAsync("/graphql?query={viewer{name%20scopes}}", Bearer(issuer.Sign(claims, algorithm)));

        viewer["data"]!["viewer"]!.ToJsonString().ShouldBe("""{"name":"ada","scopes":["read","preview","write"]}""");
    }

    [Fact]
    public async Task Scopes_may_be_a_list()
    {
        var claims = Claims();
        claims["scp"] = new JsonArray("cms:admin", "other");

        (await node.StatusAsync("/api/v1/keys", Bearer(issuer.Sign(claims)))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_without_our_scopes_is_known_and_may_nothing()
    {
        (await node.StatusAsync("/api/v1/keys", Bearer(issuer.Sign(Claims())))).ShouldBe(HttpStatusCode.Forbidden);
        (await node.StatusAsync("/api/v1/posts", Bearer(issuer.Sign(Claims())))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task A_token_that_anybody_can_make_does_not_count(string algorithm) => await RefusedAsync(issuer.Sign(Claims(), algorithm));

    [Fact]
    public async Task A_token_signed_by_another_key_does_not_count() => await RefusedAsync(issuer.SignWithUnpublishedKey(Claims()));

    [Fact]
    public async Task A_token_that_was_changed_does_not_count()
    {
        var parts = issuer.Sign(Claims()).Split('.');
        var others = Claims();
        others["scp"] = "cms:admin";

        await RefusedAsync($"{parts[0]}.{issuer.Sign(others).Split('.')[1]}.{parts[2]}");
    }

    [Theory]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("aud", "another-program")]
    [InlineData("iss", null)]
    [InlineData("aud", null)]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    public async Task A_token_from_elsewhere_for_others_or_of_nobody_does_not_count(string claim, string? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        await RefusedAsync(issuer.Sign(claims));
    }

    [Theory]
    [InlineData("exp", -59, true)]
    [InlineData("exp", -61, false)]
    [InlineData("nbf", 59, true)]
    [InlineData("nbf", 61, false)]
    public async Task Clocks_may_differ_by_a_minute_and_no_more(string claim, int seconds, bool counts)
    {
        var claims = Claims();
        claims[claim] = Now.AddSeconds(seconds).ToUnixTimeSeconds();

        (await node.StatusAsync("/api/v1/posts", Bearer(issuer.Sign(claims)))).ShouldBe(counts ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_a_provider_in_the_settings_no_token_counts() =>
        (await cms.Http.StatusAsync("/api/v1/posts", Bearer(issuer.Sign(Claims())))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_no_mistake_of_the_callers()
    {
        await using var lonely = await cms.StartAsync("--Cms:OpenId:Authority=http://127.0.0.1:9", "--Cms:OpenId:Audience=cms");
        using var answer = await lonely.AskAsync(HttpMethod.Get, "/api/v1/posts", Bearer(issuer.Sign(Claims())));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("provider-unavailable");
        (await lonely.StatusAsync("/api/v1/posts", await cms.KeyAsync("read"))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://provider.example", "cms", "by https")]
    [InlineData("https://provider.example", null, "Cms:OpenId:Audience is missing")]
    public void A_setting_that_would_let_others_in_stops_the_start(string authority, string? audience, string reason)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cms:OpenId:Authority"] = authority, ["Cms:OpenId:Audience"] = audience }).Build();

        Should.Throw<CannotRunException>(() => KnownSettings.Check(configuration)).Message.ShouldContain(reason);
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await issuer.DisposeAsync();
    }

    private static string Bearer(string token) => $"Authorization: Bearer {token}";

    private JsonObject Claims() => new()
    {
        ["iss"] = issuer.Address,
        ["aud"] = "cms",
        ["sub"] = "ada",
        ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    private async Task RefusedAsync(string token)
    {
        using var answer = await node.AskAsync(HttpMethod.Get, "/api/v1/posts", Bearer(token));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-key");
    }
}
