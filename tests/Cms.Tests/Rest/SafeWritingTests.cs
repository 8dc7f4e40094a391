using System.Net;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Rest;

/// <summary>Nobody's change is lost, and nothing is done twice.</summary>
public sealed class SafeWritingTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_new_post_says_where_it_is_and_at_which_revision()
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", new { title = Unique("New") });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var read = await client.GetAsync($"{answer.Headers.Location!.OriginalString}?version=draft");
        read["status"]!.GetValue<string>().ShouldBe("draft");
    }

    [Theory]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/publish")]
    [InlineData("POST", "/schedule")]
    [InlineData("POST", "/unpublish")]
    [InlineData("POST", "/archive")]
    [InlineData("POST", "/restore")]
    [InlineData("POST", "/revisions/1/restore")]
    public async Task A_change_has_to_name_the_revision_that_it_goes_by(string method, string verb)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Conditional"));
        foreach (var (header, status) in ((string[], int)[])[([], 428), (["If-Match: \"99\""], 412), (["If-Match: W/\"1\""], 412), (["If-Match: \"other\""], 412), (["If-Match: 1"], 400)])
        {
            using var answer = await client.SendAsync(method, AddressOf(post) + verb, method is "PUT" or "PATCH" || verb == "/schedule" ? verb.Length == 0 ? new { title = "New" } : new { publishAt = "2999-01-01T00:00:00Z" } : null, header);
            ((int)answer.StatusCode).ShouldBe(status, string.Concat(header));
            (await CmsFixture.ProblemOfAsync(answer))["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        }

        (await client.GetAsync($"{AddressOf(post)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_hundred_writers_of_one_revision_one_wins()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Contested"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(writer => client.SendAsync("PATCH", AddressOf(post), new { markdown = $"By writer {writer}." }, IfMatch(post))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(99);
        (await client.GetAsync($"{AddressOf(post)}/revisions"))["items"]!.AsArray().Count.ShouldBe(2);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task The_same_post_sent_twenty_times_at_once_is_made_once()
    {
        var client = await OfAsync(cms);
        var title = Unique("Repeated");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync("POST", "/api/v1/posts", new { title, tags = new[] { title } }, $"Idempotency-Key: {title.Replace(' ', '-')}")));

        var texts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        texts.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created && answer.Headers.ETag!.Tag == "\"1\"");
        answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_key_is_one_callers_for_one_request()
    {
        var client = await OfAsync(cms);
        var key = $"Idempotency-Key: {Guid.NewGuid()}";
        using var first = await client.SendAsync("POST", "/api/v1/posts", new { title = Unique("One") }, key);

        using var otherBody = await client.SendAsync("POST", "/api/v1/posts", new { title = Unique("Two") }, key);
        using var otherCaller = await (await OfAsync(cms)).SendAsync("POST", "/api/v1/posts", new { title = Unique("Three") }, key);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        otherBody.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CmsFixture.CodeOfAsync(otherBody)).ShouldBe("idempotency-key-reused");
        otherCaller.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too_and_leaves_nothing_behind()
    {
        var client = await OfAsync(cms);
        var slug = $"kept-{Guid.NewGuid():N}";
        var first = await client.CreateAsync(new { title = "First", slug, language = "en" });
        var key = $"Idempotency-Key: {slug}";
        using var refused = await client.SendAsync("POST", "/api/v1/posts", new { title = "Second", slug, language = "en" }, key);
        await client.PatchAsync(first, new { slug = $"{slug}-moved" });

        using var repeated = await client.SendAsync("POST", "/api/v1/posts", new { title = "Second", slug, language = "en" }, key);

        (await CmsFixture.CodeOfAsync(refused)).ShouldBe("slug-taken");
        (await CmsFixture.CodeOfAsync(repeated)).ShouldBe("slug-taken");
    }

    [Fact]
    public async Task A_verb_sent_again_with_its_key_is_answered_as_before()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Published once"));
        var key = $"Idempotency-Key: {Guid.NewGuid()}";

        using var first = await client.SendAsync("POST", $"{AddressOf(post)}/publish", body: null, key, IfMatch(post));
        using var second = await client.SendAsync("POST", $"{AddressOf(post)}/publish", body: null, key, IfMatch(post));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Fact]
    public async Task A_put_clears_what_it_leaves_out_save_the_address_and_the_language()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Whole"), language = "de", tags = new[] { "a" }, description = "Gone", featured = true, fields = new { layout = "post" }, publishedAt = "2020-01-01T00:00:00Z" });

        var replaced = await client.ChangeAsync("PUT", AddressOf(post), new { title = "Replaced" });

        foreach (var kept in (string[])["slug", "language"])
        {
            $"{replaced[kept]}".ShouldBe($"{post[kept]}", kept);
        }

        replaced["tags"]!.AsArray().ShouldBeEmpty();
        replaced["fields"]!.AsObject().ShouldBeEmpty();
        replaced["description"].ShouldBeNull();
        replaced["featured"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_patch_changes_what_it_names()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Patched"), language = "de", categories = new[] { "a", "b" }, description = "Gone", fields = new { layout = "post", deep = new { one = 1, two = 2 } }, authors = new object[] { "Jane", new { name = "Joe", email = "joe@example.org" } } });

        var patched = await client.PatchAsync(post, """{ "category": "c", "description": null, "fields": { "deep": { "one": null }, "more": [1] }, "language": null }""");

        patched["categories"]!.ToJsonString().ShouldBe("""["c","b"]""");
        patched["description"].ShouldBeNull();
        patched["language"].ShouldBeNull();
        patched["fields"]!.ToJsonString().ShouldBe("""{"layout":"post","deep":{"two":2},"more":[1]}""");
        patched["authors"]!.AsArray().Select(author => $"{author!["name"]}").ShouldBe(["Jane", "Joe"]);
        patched.ToJsonString().ShouldNotContain("joe@example.org");
    }
}
