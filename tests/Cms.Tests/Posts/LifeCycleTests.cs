using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

/// <summary>What can be done with a post in each of its states.</summary>
public sealed class LifeCycleTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Theory]
    [MemberData(nameof(TransitionTable.Cells), MemberType = typeof(TransitionTable))]
    public async Task A_status_and_a_verb_lead_where_the_table_says(string from, string verb, string becomes)
    {
        var client = await OfAsync(cms);
        var post = await client.InAsync(from);

        using var answer = await (verb is "trash" or "purge"
            ? client.SendAsync("DELETE", AddressOf(post) + (verb == "purge" ? "?purge=true" : ""), body: null, IfMatch(post))
            : client.SendAsync("POST", $"{AddressOf(post)}/{verb}", verb == "schedule" ? new { publishAt = TransitionTable.InAYear } : null, IfMatch(post)));

        if (becomes == TransitionTable.Gone)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            using var gone = await client.SendAsync("GET", $"{AddressOf(post)}?version=draft");
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            return;
        }

        if (becomes == TransitionTable.Refused)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = await CmsFixture.ProblemOfAsync(answer);
            problem["code"]!.GetValue<string>().ShouldBe("invalid-transition");
            problem["detail"]!.GetValue<string>().ShouldContain("Possible is: ");
            becomes = from;
        }
        else
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var now = await client.GetAsync($"{AddressOf(post)}?version=draft");
        now["status"]!.GetValue<string>().ShouldBe(becomes);
        using var seen = await cms.GetAsync($"/api/v1/posts/{post["id"]}");
        seen.StatusCode.ShouldBe(becomes == "published" ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("publish", "published")]
    [InlineData("trash", "trashed")]
    public async Task Doing_again_what_is_done_makes_no_revision(string verb, string status)
    {
        var client = await OfAsync(cms);
        var post = await client.InAsync(status);

        var again = verb == "trash" ? await client.TrashAsync(post) : await client.VerbAsync(post, verb);

        again["revision"]!.GetValue<int>().ShouldBe(post["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_published_post_keeps_its_text_until_it_is_published_again()
    {
        var client = await OfAsync(cms);
        var post = await client.PublishAsync(new { title = Unique("Kept"), markdown = "Old." });

        var revised = await client.PatchAsync(post, new { markdown = "New." });
        revised["hasUnpublishedChanges"]!.GetValue<bool>().ShouldBeTrue();
        revised["status"]!.GetValue<string>().ShouldBe("published");
        (await BodyAsync(post)).ShouldBe("Old.");

        var published = await client.VerbAsync(post, "publish");
        published["hasUnpublishedChanges"]!.GetValue<bool>().ShouldBeFalse();
        (await BodyAsync(post)).ShouldBe("New.");
    }

    [Fact]
    public async Task An_archived_post_can_be_edited_and_stays_archived()
    {
        var client = await OfAsync(cms);
        var post = await client.InAsync("archived");

        var revised = await client.PatchAsync(post, new { title = "Edited all the same" });

        revised["status"]!.GetValue<string>().ShouldBe("archived");
        revised["title"]!.GetValue<string>().ShouldBe("Edited all the same");
    }

    [Fact]
    public async Task A_trashed_post_cannot_be_edited()
    {
        var client = await OfAsync(cms);
        var post = await client.InAsync("trashed");

        using var answer = await client.SendAsync("PATCH", AddressOf(post), new { title = "No" }, "If-Match: *");

        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-transition");
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_revision()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Same"), tags = new[] { "one" }, fields = new { layout = "post" } });

        var patched = await client.PatchAsync(post, new { title = post["title"], tags = new[] { "one" } });

        patched["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Times_are_kept_until_they_are_taken_away()
    {
        var client = await OfAsync(cms);
        var post = await client.PublishAsync(new { title = Unique("Times") });

        var both = await client.VerbAsync(post, "schedule", new { publishAt = "2999-01-01T00:00:00Z", unpublishAt = "2999-02-01T00:00:00Z" });
        var one = await client.VerbAsync(post, "schedule", new JsonObject { ["publishAt"] = null });

        both["publishAt"]!.GetValue<string>().ShouldBe("2999-01-01T00:00:00Z");
        one["publishAt"].ShouldBeNull();
        one["unpublishAt"]!.GetValue<string>().ShouldBe("2999-02-01T00:00:00Z");
    }

    [Theory]
    [InlineData("draft", """{ "unpublishAt": "2999-01-01T00:00:00Z" }""", "publishAt")]
    [InlineData("scheduled", """{ "publishAt": null }""", "publishAt")]
    [InlineData("published", """{ "publishAt": "2999-01-02T00:00:00Z", "unpublishAt": "2999-01-01T00:00:00Z" }""", "unpublishAt")]
    public async Task Times_that_make_no_sense_are_refused(string status, string times, string field)
    {
        var client = await OfAsync(cms);
        var post = await client.InAsync(status);

        using var answer = await client.SendAsync("POST", $"{AddressOf(post)}/schedule", times, "If-Match: *");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull();
    }

    private async Task<string> BodyAsync(JsonObject post) => (await cms.GetJsonAsync(AddressOf(post)))["body"]!["content"]!.GetValue<string>();
}
