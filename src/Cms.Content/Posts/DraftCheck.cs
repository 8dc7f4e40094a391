using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Markdown.Html;

namespace Cms.Content.Posts;

/// <summary>Judges what a writer puts into a post, field by field.</summary>
internal sealed class DraftCheck
{
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
    private readonly ContentLimits limits;

    private DraftCheck(ContentLimits limits) => this.limits = limits;

    /// <summary>All that is wrong, by the name of the field.</summary>
    public static IReadOnlyDictionary<string, string[]> Find(PostDraft draft, PostContent content, PostRules rules)
    {
        var check = new DraftCheck(rules.Limits);
        check.Find(draft, content, rules.Fields);
        return check.errors;
    }

    private void Find(PostDraft draft, PostContent content, IReadOnlyList<DeclaredField> declared)
    {
        Line("title", content.Title, limits.Title);
        Refuse(string.IsNullOrWhiteSpace(content.Title), "title", "A post needs a title.");
        Slug(draft.Slug);
        Path(draft.Path);
        Language(content.Language);
        Names("categories", content.Categories);
        Names("tags", content.Tags);
        Names("keywords", content.Keywords);
        Authors(content.Authors);
        Links(content.Links);
        Text("description", content.Description, limits.Text);
        Text("excerpt", content.Excerpt, limits.Text);
        Text("markdown", content.Markdown, limits.Markdown);
        Url("canonicalUrl", content.CanonicalUrl, isImage: false);
        Image(content.Image);
        Fields("fields", content.Fields);
        foreach (var (name, reason, _) in DeclaredField.Judge(declared, content.Fields))
        {
            Refuse(isWrong: true, $"fields.{name}", reason);
        }

        Refuse(content.PublishedAt is { Year: <= 1 or >= 9999 }, "publishedAt", "A date lies between the years 2 and 9998.");
    }

    private void Slug(string? slug)
    {
        if (slug is null)
        {
            return;
        }

        Line("slug", slug, limits.Slug);
        Refuse(
            slug.Contains('/', StringComparison.Ordinal) || slug.Contains('\\', StringComparison.Ordinal) || slug.Contains("..", StringComparison.Ordinal),
            "slug",
            "A slug is one name, without '/', '\\' and '..'. Give a whole address as 'path'.");
        Refuse(SlugRules.Slug(slug).Length == 0, "slug", "No letter or digit is left of this slug. Choose another, or leave it out.");
    }

    private void Path(string? path)
    {
        if (path is null)
        {
            return;
        }

        Line("path", path, limits.Path);
        Refuse(path is not ['/', ..], "path", "A path begins with '/'.");
        if (PathRules.RefusalOf(path) is { } refused)
        {
            Refuse(isWrong: true, "path", refused);
        }
    }

    private void Language(string? language)
    {
        Line("language", language, limits.Name);
        Refuse(language is not null && LanguageDetection.AsTag(language) != language, "language", "A language is a BCP 47 tag such as 'de' or 'pt-BR'.");
    }

    private void Names(string field, IReadOnlyList<string> names)
    {
        Refuse(names.Count > limits.Names, field, $"There are {names.Count}; at most {limits.Names} are taken.");
        foreach (var name in names.Take(limits.Names))
        {
            Refuse(string.IsNullOrWhiteSpace(name), field, "One of them is empty.");
            Line(field, name, limits.Name);
        }
    }

    private void Authors(IReadOnlyList<PostAuthor> authors)
    {
        Names("authors", [.. authors.Select(author => author.Name)]);
        foreach (var author in authors.Take(limits.Names))
        {
            Url("authors", author.Url, isImage: false);
            Line("authors", author.Email, limits.Name);
        }
    }

    private void Links(IReadOnlyList<PostLink> links)
    {
        Refuse(links.Count > limits.Links, "links", $"There are {links.Count}; at most {limits.Links} are taken.");
        foreach (var link in links.Take(limits.Links))
        {
            Line("links", link.Name, limits.Url);
            Url("links", link.Url, isImage: false);
        }
    }

    private void Image(PostImage? image)
    {
        if (image is null)
        {
            return;
        }

        Url("image", image.Url, isImage: true);
        Refuse(string.IsNullOrWhiteSpace(image.Url), "image", "An image needs a 'url'.");
        Fields("image", image.Details);
    }

    private void Url(string field, string? url, bool isImage)
    {
        Line(field, url, limits.Url);
        Refuse(
            url is not null && !SafeUrl.IsAllowed(url, isImage),
            field,
            $"The address '{Beginning(url)}' has a scheme that is not taken. Those are {string.Join(", ", SafeUrl.Schemes)}, or none for a relative address.");
    }

    private void Fields(string field, Fields fields)
    {
        Refuse(Encoding.UTF8.GetByteCount(fields.Json) > limits.Fields, field, $"Together they are longer than {limits.Fields} bytes of JSON.");
        var members = fields.ToJsonObject();
        Refuse(IsDeeper(members, limits.Depth), field, $"They are nested deeper than {limits.Depth}.");
        Refuse(!IsStorable(members), field, "One of their names or values holds a NUL or half a character, which no text can be stored with.");
        Refuse(!IsFinite(members), field, "One of their numbers is larger than the largest that clients can read (1.8e308). Send it as a text.");
    }

    private static bool IsDeeper(JsonNode? node, int depth) => node switch
    {
        JsonObject or JsonArray when depth < 0 => true,
        JsonObject members => members.Any(member => IsDeeper(member.Value, depth - 1)),
        JsonArray items => items.Any(item => IsDeeper(item, depth - 1)),
        _ => false,
    };

    private static bool IsStorable(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => IsStorable(member.Key) && IsStorable(member.Value)),
        JsonArray items => items.All(IsStorable),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => IsStorable(value.GetValue<string>()),
        _ => true,
    };

    // Most readers of JSON hold a number in 64 bits (RFC 8259, section 6): an infinite one is an error to some of them.
    private static bool IsFinite(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => IsFinite(member.Value)),
        JsonArray items => items.All(IsFinite),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.IsFinite(value.GetValue<double>()),
        _ => true,
    };

    /// <summary>Whether PostgreSQL's text takes it, and UTF-8 gives it back.</summary>
    internal static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i]))))
            {
                return false;
            }
        }

        return true;
    }

    private void Text(string field, string? text, int maximum)
    {
        if (text is null)
        {
            return;
        }

        Refuse(!IsStorable(text), field, "It holds a NUL or half a character, which no text can be stored with.");
        Refuse(Encoding.UTF8.GetByteCount(text) > maximum, field, $"It is longer than {maximum} bytes. Shorten it.");
    }

    private void Line(string field, string? text, int maximum)
    {
        Text(field, text, maximum);
        Refuse(text is not null && text.Any(char.IsControl), field, "It holds a line break or another control character.");
    }

    private static string Beginning(string? text) => text is { Length: > 40 } ? $"{text[..40]}…" : text ?? "";

    private void Refuse(bool isWrong, string field, string reason)
    {
        if (isWrong && !errors.ContainsKey(field))
        {
            errors[field] = [reason];
        }
    }
}
