using System.Text.Json;

namespace Cms.Content.Posts.Prepared;

/// <summary>A published copy as JSON in UTF-8, in the spelling of answers, so that an answer copies its members rather than read and write them again.</summary>
public sealed class PreparedPost
{
    private static readonly byte[][] Names =
        [.. Enum.GetNames<PostMember>().Select(name => System.Text.Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(name)))];

    private readonly byte[] json;
    private readonly (int Start, int End)[] members = new (int, int)[Names.Length];

    public PreparedPost(byte[] json)
    {
        this.json = json;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // They stand in the order of their names, so the first look finds nearly all of them.
            var member = next;
            while (member < Names.Length && !reader.ValueTextEquals(Names[member]))
            {
                member++;
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (member < Names.Length)
            {
                members[member] = (start, (int)reader.BytesConsumed);
                next = member + 1;
            }
        }
    }

    /// <summary>The member's value as JSON.</summary>
    public ReadOnlySpan<byte> this[PostMember member]
    {
        get
        {
            var (start, end) = members[(int)member];
            return end > 0 ? json.AsSpan(start, end - start) : "null"u8;
        }
    }

    public bool Has(PostMember member) => !this[member].SequenceEqual("null"u8);

    /// <summary>A time as answers show it: RFC 3339 in UTC, without a fraction where there is none.</summary>
    public static string Time(DateTimeOffset time) => PreparedJson.Time(time);

    public static byte[] Write(PublishedPost post) => PreparedJson.Write(post);

    /// <summary>All of the copy, as its types have it.</summary>
    internal PublishedPost Read() => PreparedJson.Read(json);
}

/// <summary>What an answer can copy, in the order in which it is kept.</summary>
public enum PostMember
{
    Id,
    Slug,
    Path,
    Title,
    Language,

    /// <summary>Those of the front matter.</summary>
    Links,
    Description,

    /// <summary>With all of its details, the private ones among them.</summary>
    Image,
    CanonicalUrl,
    Featured,

    /// <summary>As plain text.</summary>
    Excerpt,
    WordCount,
    ReadingMinutes,
    Origin,
    CreatedAt,
    ModifiedAt,
    PublishedAt,
    Revision,

    /// <summary>All of them, the private ones among them.</summary>
    Fields,
}
