using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Taxonomies;

/// <summary>Posts with tags that nobody else in the test's store has, and what readers then see.</summary>
internal sealed class TaggedPosts(CmsFixture cms, WritingClient writer)
{
    public WritingClient Writer => writer;

    public static async Task<TaggedPosts> OfAsync(CmsFixture cms) => new(cms, await WritingClient.OfAsync(cms));

    public static string Tag() => $"t{Guid.NewGuid():N}";

    /// <summary>A published post with these tags.</summary>
    public Task<JsonObject> PublishAsync(params string[] tags) => writer.PublishAsync(new { title = WritingClient.Unique("Tagged"), tags });

    /// <summary>The tags that readers see on a post, by slug.</summary>
    public async Task<string[]> SlugsAsync(JsonObject post) => Slugs(await cms.GetJsonAsync($"/api/v1/posts/{post["id"]}"));

    /// <summary>The tags that writers see on a post, by name.</summary>
    public async Task<string[]> DraftNamesAsync(JsonObject post) =>
        [.. (await writer.GetAsync($"/api/v1/posts/{post["id"]}?version=draft"))["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>())];

    public static string[] Slugs(JsonNode post) => [.. post["tags"]!.AsArray().Select(tag => tag!["slug"]!.GetValue<string>())];

    public async Task<int> CountAsync(string slug)
    {
        using var answer = await cms.GetAsync($"/api/v1/tags/{slug}");
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["count"]!.GetValue<int>()
            : 0;
    }

    public Task<JsonObject> RenameAsync(string slug, string name) => writer.ChangeAsync("PATCH", $"/api/v1/tags/{slug}", new { name });

    public Task<JsonObject> MergeAsync(string slug, string into) => writer.ChangeAsync("POST", $"/api/v1/tags/{slug}/merge", new { into });

    public async Task DeleteAsync(string slug)
    {
        using var answer = await writer.SendAsync("DELETE", $"/api/v1/tags/{slug}", body: null, "If-Match: *");
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
    }
}
