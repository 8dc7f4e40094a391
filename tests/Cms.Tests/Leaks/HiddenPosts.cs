using Cms.Tests.Posts;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Leaks;

/// <summary>Posts in every state in which some or all of them is kept from readers.</summary>
internal static class HiddenPosts
{
    public static IReadOnlyList<string> States { get; } =
    [
        "draft", "scheduled", "archived draft", "trashed draft", "unpublished", "archived", "trashed", "purged",
        "working copy of a published post", "earlier revision of a published post",
    ];

    public static async Task<HiddenPost> MakeAsync(WritingClient writer, string state)
    {
        var post = new HiddenPost(state);
        switch (state)
        {
            case "draft":
                await CreateAsync(writer, post);
                break;
            case "scheduled":
                await writer.VerbAsync(await CreateAsync(writer, post), "schedule", new { publishAt = TransitionTable.InAYear });
                break;
            case "archived draft":
                await writer.VerbAsync(await CreateAsync(writer, post), "archive");
                break;
            case "trashed draft":
                await writer.TrashAsync(await CreateAsync(writer, post));
                break;
            case "unpublished":
                await writer.VerbAsync(await PublishAsync(writer, post), "unpublish");
                break;
            case "archived":
                await writer.VerbAsync(await PublishAsync(writer, post), "archive");
                break;
            case "trashed":
                await writer.TrashAsync(await PublishAsync(writer, post));
                break;
            case "purged":
                var trashed = await writer.TrashAsync(await PublishAsync(writer, post));
                using (await writer.SendAsync("DELETE", $"{AddressOf(trashed)}?purge=true", body: null, "If-Match: *"))
                {
                }

                break;
            case "working copy of a published post":
                await writer.PatchAsync(await writer.PublishAsync(new { title = Unique("Published") }), post.Content);
                break;
            case "earlier revision of a published post":
                var seen = new { title = Unique("Published"), slug = Unique("slug"), path = $"/{Guid.NewGuid():N}", language = "en", markdown = "Seen." };
                var draft = await writer.CreateAsync(post.Content);
                await writer.VerbAsync(await ReadAsync(writer.SendAsync("PUT", AddressOf(draft), seen, "If-Match: *")), "publish");
                break;
            default:
                throw new NotSupportedException(state);
        }

        return post;
    }

    private static Task<System.Text.Json.Nodes.JsonObject> CreateAsync(WritingClient writer, HiddenPost post)
    {
        var content = post.Content;
        content["id"] = post.Id.ToString();
        return writer.CreateAsync(content);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> PublishAsync(WritingClient writer, HiddenPost post) =>
        await writer.VerbAsync(await CreateAsync(writer, post), "publish");
}
