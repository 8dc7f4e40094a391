using System.Net;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Taxonomies;

public sealed class MergeTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private TaggedPosts posts = null!;

    public async ValueTask InitializeAsync() => posts = await TaggedPosts.OfAsync(cms);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Posts_of_a_merged_tag_carry_the_other_one_once_and_in_the_earlier_place()
    {
        var (from, into, third) = (TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag());
        var (one, both, reversed) = (await posts.PublishAsync(from, third), await posts.PublishAsync(from, third, into), await posts.PublishAsync(third, into, from));

        var merged = await posts.MergeAsync(from, into);

        merged["slug"]!.GetValue<string>().ShouldBe(into);
        merged["count"]!.GetValue<int>().ShouldBe(3);
        (await posts.SlugsAsync(one)).ShouldBe([into, third]);
        (await posts.SlugsAsync(both)).ShouldBe([into, third]);
        (await posts.SlugsAsync(reversed)).ShouldBe([third, into]);
        (await posts.DraftNamesAsync(both)).ShouldBe([into, third]);
    }

    [Fact]
    public async Task Names_and_slugs_of_a_merged_tag_lead_to_the_other_one_also_over_several_merges()
    {
        var (first, second, third) = (TaggedPosts.Tag(), TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(first, second, third);
        await posts.MergeAsync(first, second);
        await posts.MergeAsync(second, third);

        using var answer = await cms.GetAsync($"/api/v1/tags/{first}");
        answer.Headers.Location!.ToString().ShouldBe($"/api/v1/tags/{third}");
        (await posts.SlugsAsync(await posts.PublishAsync(first, third))).ShouldBe([third]);
    }

    [Fact]
    public async Task An_old_revision_names_its_tags_as_they_are_called_now()
    {
        var (from, into) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(into);
        var post = await posts.PublishAsync(from);
        await posts.Writer.PatchAsync(post, new { title = "Another" });
        await posts.MergeAsync(from, into);
        await posts.RenameAsync(into, $"{into} new");

        TaggedPosts.Slugs(await posts.Writer.GetAsync($"{WritingClient.AddressOf(post)}/revisions/1")).ShouldBe([$"{into}-new"]);
        var difference = await posts.Writer.GetAsync($"{WritingClient.AddressOf(post)}/revisions/1/diff/3");
        difference["fields"]!.AsArray().ShouldNotContain(field => field!["name"]!.GetValue<string>() == "tags");
    }

    [Fact]
    public async Task A_tag_cannot_be_merged_into_itself_or_into_what_is_not_there()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(tag, other);
        await posts.RenameAsync(other, $"{other} new");

        foreach (var into in new object?[] { tag, TaggedPosts.Tag(), other, "" })
        {
            using var answer = await posts.Writer.SendAsync("POST", $"/api/v1/tags/{tag}/merge", new { into }, "If-Match: *");
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await CmsFixture.ProblemOfAsync(answer))["errors"]!["into"].ShouldNotBeNull();
        }

        foreach (var body in new[] { "{}", """{"into":null}""", """{"into":1}""", """{"into":"\u0000"}""", $$"""{"into":"{{other}}-new","from":"x"}""" })
        {
            using var answer = await posts.Writer.SendAsync("POST", $"/api/v1/tags/{tag}/merge", body, "If-Match: *");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await posts.CountAsync(tag)).ShouldBe(1);
    }

    [Fact]
    public async Task A_merge_that_is_sent_again_with_its_key_is_done_once()
    {
        var (from, into) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(from, into);
        var key = $"Idempotency-Key: {Guid.NewGuid()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var answer = await posts.Writer.SendAsync("POST", $"/api/v1/tags/{from}/merge", new { into }, "If-Match: \"1\"", key);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }));

        answers.Distinct().ShouldHaveSingleItem().StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deleted_tag_is_gone_from_all_posts_and_from_no_history()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        var (published, draft) = (await posts.PublishAsync(tag, other), await posts.Writer.CreateAsync(new { title = WritingClient.Unique("Draft"), tags = new[] { tag, other } }));

        await posts.DeleteAsync(tag);

        (await posts.SlugsAsync(published)).ShouldBe([other]);
        (await posts.DraftNamesAsync(published)).ShouldBe([other]);
        (await posts.DraftNamesAsync(draft)).ShouldBe([other]);
        (await posts.CountAsync(tag)).ShouldBe(0);
        TaggedPosts.Slugs(await posts.Writer.GetAsync($"{WritingClient.AddressOf(published)}/revisions/1")).ShouldBe([tag, other]);
        using var again = await posts.Writer.SendAsync("DELETE", $"/api/v1/tags/{tag}", body: null, "If-Match: *");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_done_to_a_post_besides_naming_it_brings_a_deleted_tag_not_back()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(tag);
        var draft = await posts.Writer.CreateAsync(new { title = WritingClient.Unique("Draft"), tags = new[] { tag, other } });
        await posts.DeleteAsync(tag);

        var published = await posts.Writer.VerbAsync(draft, "publish");
        TaggedPosts.Slugs(published).ShouldBe([other]);
        (await posts.SlugsAsync(published)).ShouldBe([other]);

        await posts.Writer.PatchAsync(published, new { title = "Another" });
        (await posts.SlugsAsync(await posts.Writer.VerbAsync(published, "publish"))).ShouldBe([other]);
        (await posts.CountAsync(tag)).ShouldBe(0);
    }

    [Fact]
    public async Task A_post_that_names_a_deleted_tag_again_brings_it_back_for_itself_alone()
    {
        var tag = TaggedPosts.Tag();
        var (one, other) = (await posts.PublishAsync(tag), await posts.PublishAsync(tag));
        await posts.RenameAsync(tag, $"{tag} new");
        await posts.DeleteAsync($"{tag}-new");

        await posts.Writer.PatchAsync(one, new { tags = new[] { tag } });
        await posts.Writer.VerbAsync(one, "publish");

        (await posts.SlugsAsync(one)).ShouldBe([$"{tag}-new"]);
        (await posts.SlugsAsync(other)).ShouldBeEmpty();
        (await posts.DraftNamesAsync(other)).ShouldBeEmpty();
        (await posts.CountAsync($"{tag}-new")).ShouldBe(1);
    }

    [Fact]
    public async Task Restoring_an_old_revision_brings_its_deleted_tag_back()
    {
        var tag = TaggedPosts.Tag();
        var post = await posts.PublishAsync(tag);
        await posts.DeleteAsync(tag);

        var restored = await posts.Writer.ChangeAsync("POST", $"{WritingClient.AddressOf(post)}/revisions/1/restore");
        await posts.Writer.VerbAsync(post, "publish");

        TaggedPosts.Slugs(restored).ShouldBe([tag]);
        (await posts.SlugsAsync(post)).ShouldBe([tag]);
    }

    [Fact]
    public async Task The_name_of_a_deleted_tag_is_free_and_its_old_posts_stay_without()
    {
        var (gone, tag) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        var (old, post) = (await posts.PublishAsync(gone), await posts.PublishAsync(tag));
        await posts.DeleteAsync(gone);

        await posts.RenameAsync(tag, gone);

        (await posts.SlugsAsync(post)).ShouldBe([gone]);
        (await posts.SlugsAsync(old)).ShouldBeEmpty();
        (await posts.DraftNamesAsync(old)).ShouldBeEmpty();
        (await posts.DraftNamesAsync(post)).ShouldBe([gone]);
    }

    [Fact]
    public async Task Other_tags_of_the_store_stay_as_they_are()
    {
        var (tag, category) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        var post = await posts.Writer.PublishAsync(new { title = WritingClient.Unique("T"), tags = new[] { tag, category }, category });

        await posts.DeleteAsync(category);

        (await posts.SlugsAsync(post)).ShouldBe([tag]);
        (await cms.GetJsonAsync($"/api/v1/categories/{category}"))["count"]!.GetValue<int>().ShouldBe(1);
    }
}
