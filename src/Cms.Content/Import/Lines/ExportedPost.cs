using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Content.Posts;

namespace Cms.Content.Import.Lines;

/// <summary>Reads a post from a line of an export. What is not as an export writes it refuses the line: half a post is none.</summary>
internal sealed class ExportedPost(JsonElement post)
{
    private readonly List<string> wrong = [];

    /// <summary>A member that is a text; null for anything else.</summary>
    public static string? TextOf(JsonElement? element, string name)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }

    /// <param name="line">What it is, for the report.</param>
    /// <param name="prefix">What stands before every path.</param>
    public static ReadPost Read(ExportedLine line, JsonElement post, string prefix)
    {
        try
        {
            return new ExportedPost(post).Read(line, prefix);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or JsonException or FormatException or ArgumentException)
        {
            return Refused(line, "One of its texts cannot be read: it holds half a character.");
        }
    }

    private ReadPost Read(ExportedLine line, string prefix)
    {
        var (title, path, slug) = (Needed("title"), Needed("path"), Needed("slug"));
        if (Text("status") is not "published")
        {
            wrong.Add("'status' is not 'published'");
        }

        if (path.Length > 0 && (!IsPath(path) || PathRules.RefusalOf(path) is not null))
        {
            wrong.Add("'path' is no path from a slash on");
        }

        var earlier = Texts("earlierPaths");
        if (!earlier.All(IsPath))
        {
            wrong.Add("one of 'earlierPaths' is no path from a slash on");
        }

        var body = Member("body", JsonValueKind.Object);
        if (TextOf(body, "format") is not "markdown" || TextOf(body, "content") is null)
        {
            wrong.Add("'body' holds no Markdown (export with body=markdown)");
        }

        var publishedAt = Time("publishedAt");
        var revision = Revision();
        var content = new PostContent
        {
            Title = title,
            Slug = SlugRules.Slug(slug) is { Length: > 0 } made ? made : "post",
            Path = prefix + path,
            Language = Text("language"),
            Categories = Texts("categories"),
            Tags = Named("tags"),
            Keywords = Texts("keywords"),
            Links = [.. Objects("links").Select(link => new PostLink(TextOf(link, "name") ?? "", TextOf(link, "url")))],
            Authors = [.. Objects("authors").Select(author => new PostAuthor(TextOf(author, "name") ?? "", TextOf(author, "url")))],
            Description = Text("description"),
            Image = Image(),
            CanonicalUrl = Text("canonicalUrl"),
            Featured = post.TryGetProperty("featured", out var featured) && featured.ValueKind == JsonValueKind.True,
            Excerpt = Excerpt(TextOf(body, "content") ?? ""),
            TranslationKey = TranslationKey(path, slug),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
            ModifiedAt = Time("modifiedAt") is { } modified && modified != publishedAt ? modified : null,
            RedirectFrom = [.. earlier.Select(former => prefix + former).Distinct(StringComparer.Ordinal)],
            Fields = Member("fields", JsonValueKind.Object) is { } fields ? Fields.From(JsonObject.Create(fields)!) : Fields.Empty,
            Markdown = (TextOf(body, "content") ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'),
        };
        return wrong.Count > 0
            ? Refused(line, $"The line is no post as an export writes it: {string.Join(", ", wrong)}.")
            : new(line.File, content.Slug, content, PostStatus.Published, [], Refusal: null) { Exported = revision };
    }

    private static bool IsPath(string path) => path is ['/', ..] && !path.Any(char.IsControl) && path.AsSpan().IndexOfAny("?#") < 0;

    private static ReadPost Refused(ExportedLine line, string reason) => ReadPost.Refused(line.File, new(line.Number, "invalid-line", reason));

    // Of another kind, an id was not ours; the post gets one then.
    private ExportedRevision? Revision() =>
        Guid.TryParseExact(Text("id"), "D", out var id) && id.Version == 7
        && post.TryGetProperty("revision", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var revision)
            ? new(id, revision, Time("createdAt") ?? default)
            : null;

    // An export has an excerpt of every post; one that the text begins with was cut from it.
    private string? Excerpt(string markdown) =>
        Text("excerpt")?.Trim() is { Length: > 0 } excerpt && !markdown.TrimStart().StartsWith(excerpt, StringComparison.Ordinal) ? excerpt : null;

    // Translations find each other by their slugs, or by a key that an export does not name: any does that all of them have.
    private string? TranslationKey(string path, string slug)
    {
        var others = Objects("translations").ToList();
        return others.Count == 0 || others.TrueForAll(other => TextOf(other, "slug") == slug)
            ? null
            : others.Select(other => TextOf(other, "path")).OfType<string>().Append(path).Min(StringComparer.Ordinal);
    }

    private PostImage? Image() => Member("image", JsonValueKind.Object) is { } image && TextOf(image, "url") is { } url
        ? new(url, Fields.From(new JsonObject(image.EnumerateObject().Where(member => member.Name != "url").Select(member => KeyValuePair.Create(member.Name, JsonNode.Parse(member.Value.GetRawText()))))))
        : null;

    private IReadOnlyList<string> Named(string name) => [.. Objects(name).Select(item => TextOf(item, "name")).OfType<string>()];

    private IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null).OfType<string>()];

    private IEnumerable<JsonElement> Objects(string name) => Items(name).Where(item => item.ValueKind == JsonValueKind.Object);

    private JsonElement.ArrayEnumerator Items(string name) => Member(name, JsonValueKind.Array) is { } list ? list.EnumerateArray() : default;

    private string Needed(string name)
    {
        if (Text(name) is { Length: > 0 } text)
        {
            return text;
        }

        wrong.Add($"'{name}' is missing");
        return "";
    }

    private string? Text(string name) => Member(name, JsonValueKind.String)?.GetString();

    private DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1 and < 9999)
        {
            return time;
        }

        wrong.Add($"'{name}' is no moment");
        return null;
    }

    /// <summary>A member of that kind; null where it is null or left out.</summary>
    private JsonElement? Member(string name, JsonValueKind kind)
    {
        if (!post.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        wrong.Add($"'{name}' is of another kind");
        return null;
    }
}
