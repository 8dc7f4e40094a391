using System.Buffers;
using System.Text.Json;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Posts.Prepared;
using Cms.Content.Taxonomies;
using Cms.Rendering;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>Writes what readers get of published posts, a <see cref="PostResponse"/> for each, by copying what was prepared for it.</summary>
internal sealed class PostAnswers(PostTexts texts, PublicFields publicity)
{
    private const int ExpectedSize = 2048;

    private static readonly JsonWriterOptions Writing = new() { Encoder = Json.Options.Encoder, SkipValidation = true };

    private static readonly string[] Names = [.. Enum.GetNames<PostMember>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public ReadOnlyMemory<byte> Post(DeliveredPost post, BodyFormat format, CancellationToken ct) =>
        WriteAll(ExpectedSize + (post.Body?.Markdown.Length ?? 0), writer => WritePost(writer, post, format, selected: null, ct));

    /// <param name="shown">The names of the properties to show; null for all.</param>
    /// <param name="earlierPaths">Are told where there are any.</param>
    public void Write(
        Utf8JsonWriter writer, DeliveredPost post, BodyFormat format, CancellationToken ct, HashSet<string>? shown = null, IReadOnlyList<string>? earlierPaths = null) =>
        WritePost(writer, post, format, shown, ct, earlierPaths);

    /// <summary>The names of the properties to show of each post, where only some are selected; null for all.</summary>
    /// <param name="selected">As <c>select</c> names them.</param>
    public static HashSet<string>? Shown(IReadOnlyList<string>? selected, BodyFormat format)
    {
        var names = selected?.Append("id").ToHashSet(StringComparer.Ordinal);
        if (format != BodyFormat.None)
        {
            names?.Add("body");
        }

        return names;
    }

    /// <param name="selected">The names of the properties to show besides <c>id</c>; null for all.</param>
    public ReadOnlyMemory<byte> Page(IReadOnlyList<DeliveredPost> posts, BodyFormat format, IReadOnlyList<string>? selected, PageResponse about, CancellationToken ct)
    {
        var names = Shown(selected, format);
        return Write(posts.Count, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var post in posts)
            {
                WritePost(writer, post, format, names, ct);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("page"u8);
            JsonSerializer.Serialize(writer, about, Json.Options);
            writer.WriteEndObject();
        });
    }

    /// <param name="posts">How many posts are written, about.</param>
    public static ReadOnlyMemory<byte> Write(int posts, Action<Utf8JsonWriter> write) => WriteAll(ExpectedSize * (posts + 1), write);

    private static ReadOnlyMemory<byte> WriteAll(int expectedSize, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(expectedSize);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private void WritePost(Utf8JsonWriter writer, DeliveredPost post, BodyFormat format, HashSet<string>? selected, CancellationToken ct, IReadOnlyList<string>? earlierPaths = null)
    {
        writer.WriteStartObject();
        Copy(PostMember.Id, PostMember.Slug, PostMember.Path, PostMember.Title);
        if (Shows("status"))
        {
            writer.WriteString("status"u8, "published"u8);
        }

        Copy(PostMember.Language);
        WriteTerms(writer, post, selected);
        Copy(PostMember.Description);
        if (Shows("image"))
        {
            WriteImage(writer, post);
        }

        Copy(PostMember.CanonicalUrl, PostMember.Featured);
        if (Shows("excerpt"))
        {
            WriteExcerpt(writer, post, format, ct);
        }

        Copy(PostMember.WordCount, PostMember.ReadingMinutes);
        if (Shows("url"))
        {
            writer.WriteString("url"u8, publicity.HasUrls ? publicity.UrlOf(post.Post.Path) : null);
        }

        Copy(PostMember.Origin, PostMember.CreatedAt, PostMember.ModifiedAt, PostMember.PublishedAt, PostMember.Revision);
        if (Shows("translations"))
        {
            WriteTranslations(writer, post.Translations);
        }

        if (Shows("fields"))
        {
            WriteFields(writer, post);
        }

        if (Shows("body"))
        {
            WriteBody(writer, post, format, ct);
        }

        WriteEarlierPaths(writer, earlierPaths);
        writer.WriteEndObject();

        bool Shows(string name) => selected is null || selected.Contains(name);

        void Copy(params ReadOnlySpan<PostMember> members)
        {
            foreach (var member in members)
            {
                if (Shows(NameOf(member)))
                {
                    writer.WritePropertyName(NameOf(member));
                    writer.WriteRawValue(post.Prepared[member], skipInputValidation: true);
                }
            }
        }
    }

    private static string NameOf(PostMember member) => Names[(int)member];

    private static void WriteTerms(Utf8JsonWriter writer, DeliveredPost post, HashSet<string>? selected)
    {
        if (Shows("category"))
        {
            writer.WriteString("category"u8, post.Categories is [var first, ..] ? first.Name : null);
        }

        WriteList("categories", post.Categories, WriteName);
        WriteList("tags", post.Tags, (json, tag) => WriteTerm(json, tag, withUrl: false));
        WriteList("keywords", post.Keywords, WriteName);
        if (Shows("links"))
        {
            writer.WritePropertyName("links"u8);
            writer.WriteRawValue(post.Prepared[PostMember.Links], skipInputValidation: true);
        }

        WriteList("authors", post.Authors, (json, author) => WriteTerm(json, author, withUrl: true));

        bool Shows(string name) => selected is null || selected.Contains(name);

        void WriteList(string name, IReadOnlyList<TermReference> terms, Action<Utf8JsonWriter, TermReference> write)
        {
            if (Shows(name))
            {
                writer.WriteStartArray(name);
                foreach (var term in terms)
                {
                    write(writer, term);
                }

                writer.WriteEndArray();
            }
        }
    }

    private static void WriteName(Utf8JsonWriter writer, TermReference term) => writer.WriteStringValue(term.Name);

    private static void WriteTerm(Utf8JsonWriter writer, TermReference term, bool withUrl)
    {
        writer.WriteStartObject();
        writer.WriteString("slug"u8, term.Slug);
        writer.WriteString("name"u8, term.Name);
        if (withUrl)
        {
            writer.WriteString("url"u8, term.Url);
        }

        writer.WriteEndObject();
    }

    private static void WriteEarlierPaths(Utf8JsonWriter writer, IReadOnlyList<string>? paths)
    {
        if (paths is { Count: > 0 })
        {
            writer.WritePropertyName("earlierPaths"u8);
            JsonSerializer.Serialize(writer, paths, Json.Options);
        }
    }

    private void WriteImage(Utf8JsonWriter writer, DeliveredPost post)
    {
        writer.WritePropertyName("image"u8);
        JsonSerializer.Serialize(writer, post.Prepared.Has(PostMember.Image) ? publicity.ImageOf(post.Post.Image!) : null, Json.Options);
    }

    private void WriteFields(Utf8JsonWriter writer, DeliveredPost post)
    {
        writer.WritePropertyName("fields"u8);
        publicity.Write(writer, post.Prepared[PostMember.Fields]);
    }

    private void WriteExcerpt(Utf8JsonWriter writer, DeliveredPost post, BodyFormat format, CancellationToken ct)
    {
        writer.WritePropertyName("excerpt"u8);
        switch (format)
        {
            case BodyFormat.Markdown:
                writer.WriteStringValue(PostTexts.ExcerptMarkdown(post));
                break;
            case BodyFormat.Html:
                writer.WriteStringValue(texts.Render(post, ct: ct).ExcerptHtml);
                break;
            default:
                writer.WriteRawValue(post.Prepared[PostMember.Excerpt], skipInputValidation: true);
                break;
        }
    }

    private void WriteBody(Utf8JsonWriter writer, DeliveredPost post, BodyFormat format, CancellationToken ct)
    {
        writer.WritePropertyName("body"u8);
        if (format == BodyFormat.None)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("format"u8, JsonNamingPolicy.CamelCase.ConvertName(format.ToString()));
        writer.WriteString("content"u8, format switch
        {
            BodyFormat.Html => texts.Render(post, ct: ct).Html,
            BodyFormat.Text => texts.Render(post, ct: ct).Text,
            _ => post.Body!.Markdown,
        });
        writer.WriteEndObject();
    }

    private static void WriteTranslations(Utf8JsonWriter writer, IReadOnlyList<Translation> translations)
    {
        writer.WriteStartArray("translations"u8);
        foreach (var other in translations)
        {
            writer.WriteStartObject();
            writer.WriteString("language"u8, other.Language is "" ? null : other.Language);
            writer.WriteString("slug"u8, other.Slug);
            writer.WriteString("path"u8, other.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
