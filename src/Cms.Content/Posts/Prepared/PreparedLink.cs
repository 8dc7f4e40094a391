using System.Runtime.InteropServices;
using System.Text.Json;
using Cms.Content.Links;

namespace Cms.Content.Posts.Prepared;

/// <summary>A link that a post carries, its values as JSON.</summary>
/// <param name="Host"><c>null</c> for a path.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreparedLink(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Url, ReadOnlyMemory<byte> Host, LinkPlace Place)
{
    /// <param name="links">What a row keeps of them.</param>
    public static IReadOnlyList<PreparedLink> ReadAll(byte[] links)
    {
        List<PreparedLink> found = [];
        var reader = new Utf8JsonReader(links);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            found.Add(new PreparedLink(Next(ref reader, links), Next(ref reader, links), Next(ref reader, links), PlaceOf(ref reader)));
            reader.Read();
        }

        return found;
    }

    private static ReadOnlyMemory<byte> Next(ref Utf8JsonReader reader, byte[] json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        return json.AsMemory(start, (int)reader.BytesConsumed - start);
    }

    private static LinkPlace PlaceOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        return CarriedLinks.Place(reader.GetString()!);
    }
}
