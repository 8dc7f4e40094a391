using System.Net;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Access;

/// <summary>What a request is answered that is sent twice, when its answer shows a secret.</summary>
public sealed class ShownOnceTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_repeated_request_makes_no_second_key_and_is_not_shown_the_first()
    {
        var client = await WritingClient.OfAsync(cms);
        var (key, body) = ($"Idempotency-Key: {Guid.NewGuid()}", new { name = WritingClient.Unique("Once"), scopes = new[] { "read" } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.SendAsync("POST", "/api/v1/keys", body, key)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var repeated in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            repeated.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await CmsFixture.CodeOfAsync(repeated)).ShouldBe("secret-already-shown");
        }

        (await client.GetAsync("/api/v1/keys"))["items"]!.AsArray().Count(item => $"{item!["name"]}" == body.name).ShouldBe(1);
        using var other = await client.SendAsync("POST", "/api/v1/keys", new { name = "Another", scopes = new[] { "read" } }, key);
        (await CmsFixture.CodeOfAsync(other)).ShouldBe("idempotency-key-reused");
    }
}
