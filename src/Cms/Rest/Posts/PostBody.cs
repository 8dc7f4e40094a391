using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>Reads what a writer wants a post to say, from JSON or from a Markdown file.</summary>
internal sealed class PostBody(PostRules rules, TimeProvider clock)
{
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>The members of a post that can be changed.</summary>
    public static IReadOnlyList<string> Changeable { get; } = [.. PostRequest.Names.Where(name => name != "id")];

    private static readonly IReadOnlyList<string> LinkNames = ["name", "url"];
    private static readonly IReadOnlyList<string> AuthorNames = ["name", "url", "email"];

    // JSON may need six bytes for one of a text (\u00fc), and the rest of a post has its own limits.
    private long MaximumBytes => (6L * rules.Limits.Markdown) + (2L * rules.Limits.Fields) + 1_000_000;

    /// <summary>A whole post.</summary>
    /// <param name="mayHaveId">Whether the body may choose the post's id.</param>
    public async Task<WrittenPost> ReadAsync(HttpRequest request, bool mayHaveId, CancellationToken ct)
    {
        var body = await RequestBody.ReadAsync(request, [MediaTypes.Json, MediaTypes.Markdown], MaximumBytes, ct);
        if (body.Type == MediaTypes.Markdown)
        {
            return new(MarkdownPost.Read(body.Bytes, rules, clock.GetUtcNow()), Id: null, body.Bytes);
        }

        var members = new JsonMembers(body.ReadObject(), mayHaveId ? PostRequest.Names : Changeable);
        var id = members.Uuid("id");
        return new(Read(members), id, body.Bytes);
    }

    /// <summary>A change of a post as a JSON merge patch (RFC 7396).</summary>
    public async Task<JsonElement> ReadPatchAsync(HttpRequest request, CancellationToken ct)
    {
        var patch = (await RequestBody.ReadAsync(request, [MergePatch, MediaTypes.Json], MaximumBytes, ct)).ReadObject();
        CheckPatch(new JsonMembers(patch, Changeable));
        return patch;
    }

    /// <summary>Refuses a patch that takes away what every post has.</summary>
    public static void CheckPatch(JsonMembers members)
    {
        foreach (var name in (string[])["title", "slug", "path"])
        {
            if (members.IsNull(name))
            {
                members.Refuse(name, $"A post cannot be without. Leave '{name}' out to keep it.");
            }
        }

        members.Done();
    }

    /// <summary>The post with the patch applied.</summary>
    public static PostDraft Patched(Post post, JsonElement patch)
    {
        var members = JsonSerializer.SerializeToNode(patch, JsonSerializerOptions.Web)!.AsObject();
        var merged = PostJson.Of(post.Content);

        // A new first category takes the place of the old one, unless the others are given, too.
        if (members.ContainsKey("category") && !members.ContainsKey("categories"))
        {
            merged["categories"]!.AsArray().RemoveRange(0, Math.Min(1, post.Content.Categories.Count));
        }

        JsonMergePatch.Apply(merged, members);
        return Read(new JsonMembers(JsonSerializer.SerializeToElement(merged, JsonSerializerOptions.Web), PostRequest.Names)) with
        {
            WithoutLanguage = !merged.ContainsKey("language"),
        };
    }

    /// <summary>A whole post, from its members.</summary>
    public static PostDraft Read(JsonMembers members)
    {
        var title = members.Text("title");
        if (!members.Has("title") || members.IsNull("title"))
        {
            members.Refuse("title", "A post needs a title.");
        }

        var categories = members.Texts("categories");
        var draft = new PostDraft
        {
            Title = title ?? "",
            Markdown = members.Text("markdown") ?? "",
            Slug = members.Text("slug"),
            Path = members.Text("path"),
            Language = members.Text("language"),
            WithoutLanguage = members.IsNull("language"),
            Categories = members.Text("category") is { } first ? [first, .. categories.Where(category => category != first)] : categories,
            Tags = members.Texts("tags"),
            Keywords = members.Texts("keywords"),
            Links = members.Objects("links", LinkNames, link => link.Text("name") is { } name ? new PostLink(name, link.Text("url")) : null),
            Authors = members.Objects(
                "authors",
                AuthorNames,
                author => author.Text("name") is { } name ? new PostAuthor(name, author.Text("url"), author.Text("email")) : null,
                name => new PostAuthor(name)),
            Description = members.Text("description"),
            Image = ReadImage(members),
            CanonicalUrl = members.Text("canonicalUrl"),
            Featured = members.Boolean("featured") ?? false,
            Excerpt = members.Text("excerpt"),
            PublishedAt = members.Time("publishedAt"),
            Fields = members.Object("fields") is { } fields ? Fields.From(fields) : Fields.Empty,
        };
        members.Done();
        return draft;
    }

    private static PostImage? ReadImage(JsonMembers members)
    {
        if (members.IsText("image"))
        {
            return new(members.Text("image") ?? "", Fields.Empty);
        }

        if (members.Object("image") is not { } image)
        {
            return null;
        }

        if (image["url"] is not JsonValue url || url.GetValueKind() != JsonValueKind.String)
        {
            members.Refuse("image", "It is an address, or an object with the address as 'url'.");
            return null;
        }

        var address = url.GetValue<string>();
        image.Remove("url");
        return new(address, Fields.From(image));
    }
}

/// <summary>A post as a request's body has it.</summary>
/// <param name="Id">The one that the body chooses; null for none.</param>
/// <param name="Bytes">The body.</param>
internal sealed record WrittenPost(PostDraft Draft, Guid? Id, byte[] Bytes);
