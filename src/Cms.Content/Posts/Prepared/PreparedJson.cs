using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cms.Content.Posts.Prepared;

/// <summary>How a published copy is kept for answers: first what they show, in REST's spelling, then what the program alone needs.</summary>
internal static class PreparedJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TimeConverter(), new FieldsConverter() },
    };

    public static byte[] Write(IEnumerable<string?[]> rows) => JsonSerializer.SerializeToUtf8Bytes(rows, Options);

    public static byte[] Write(PublishedPost post) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            post.Id,
            post.Slug,
            post.Path,
            post.Title,
            post.Language,
            post.Links,
            post.Description,
            post.Image,
            post.CanonicalUrl,
            post.Featured,
            post.ExcerptText,
            post.WordCount,
            post.ReadingMinutes,
            post.Origin is { } origin ? new FileName(origin.Source, origin.File) : null,
            post.CreatedAt,
            post.ModifiedAt,
            post.PublishedAt,
            post.Revision,
            post.Fields,
            post.Origin is { } file ? new FileHash(file.SourceId, file.Hash, file.Path) : null,
            post.StoredAt,
            post.Year,
            post.Month,
            post.TitleKey,
            post.TranslationKey),
        Options);

    public static PublishedPost Read(ReadOnlySpan<byte> json)
    {
        var post = JsonSerializer.Deserialize<Members>(json, Options)!;
        return new PublishedPost
        {
            Id = post.Id,
            Revision = post.Revision,
            Slug = post.Slug,
            Path = post.Path,
            Title = post.Title,
            TitleKey = post.TitleKey,
            Language = post.Language,
            Links = post.Links,
            Description = post.Description,
            Image = post.Image,
            CanonicalUrl = post.CanonicalUrl,
            Featured = post.Featured,
            ExcerptText = post.Excerpt,
            WordCount = post.WordCount,
            ReadingMinutes = post.ReadingMinutes,
            Origin = post is { Origin: { } name, File: { } file } ? new PostOrigin(file.SourceId, name.Source, name.File, file.Hash) { Path = file.Path } : null,
            CreatedAt = post.CreatedAt,
            PublishedAt = post.PublishedAt,
            ModifiedAt = post.ModifiedAt,
            StoredAt = post.StoredAt,
            Year = post.Year,
            Month = post.Month,
            TranslationKey = post.TranslationKey,
            Fields = post.Fields,
        };
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private sealed record Members(
        Guid Id,
        string Slug,
        string Path,
        string Title,
        string? Language,
        IReadOnlyList<PostLink> Links,
        string? Description,
        PostImage? Image,
        string? CanonicalUrl,
        bool Featured,
        string Excerpt,
        int WordCount,
        int ReadingMinutes,
        FileName? Origin,
        DateTimeOffset CreatedAt,
        DateTimeOffset ModifiedAt,
        DateTimeOffset PublishedAt,
        int Revision,
        Fields Fields,
        FileHash? File,
        DateTimeOffset StoredAt,
        int Year,
        int Month,
        byte[] TitleKey,
        string TranslationKey);

    private sealed record FileName(string Source, string File);

    private sealed record FileHash(Guid SourceId, string Hash, string? Path);

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Time(value));
    }

    // As an object, with its characters as themselves; elsewhere fields are kept as a text.
    private sealed class FieldsConverter : JsonConverter<Fields>
    {
        public override Fields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Fields.From(JsonNode.Parse(ref reader)!.AsObject());

        public override void Write(Utf8JsonWriter writer, Fields value, JsonSerializerOptions options) => value.ToJsonObject().WriteTo(writer, options);
    }
}
