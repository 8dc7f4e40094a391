using System.Buffers.Text;
using System.Text;
using Cms.Content;
using Cms.GraphQL.Fields;

namespace Cms.GraphQL.Nodes;

/// <summary>An opaque id: the name of a type and the key of an object, so that one field finds every object again.</summary>
internal sealed record NodeId(string Type, string Key)
{
    private const int MaximumLength = 2048;

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Type}:{Key}"));

    /// <exception cref="ContentException">The text is no id of ours.</exception>
    public static NodeId Parse(string text) =>
        TryParse(text) ?? throw new ContentException(new ContentError.InvalidParameter("id", $"'{(text.Length > 100 ? text[..100] : text)}' is no id. Take ids from the field 'id' of an answer, unchanged."));

    /// <summary>Null where the text is no id of ours.</summary>
    public static NodeId? TryParse(string text) =>
        text.Length <= MaximumLength && Base64Url.IsValid(text) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(':', 2) is [var type, var key]
        && StorableTexts.IsStorable(key)
            ? new NodeId(type, key)
            : null;

    /// <summary>The UUID of a post's id, or of a post's UUID itself.</summary>
    public static Guid PostKey(string text) =>
        Guid.TryParseExact(text, "D", out var plain) ? plain
        : Parse(text) is { Type: "Post" } id && Guid.TryParseExact(id.Key, "D", out var key) ? key
        : throw new ContentException(new ContentError.InvalidParameter("id", $"'{text}' is the id of something other than a post."));
}
