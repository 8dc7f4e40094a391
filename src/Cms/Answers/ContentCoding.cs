using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>How an answer's bytes are compressed. Each way has an ETag of its own, because a strong one stands for bytes.</summary>
/// <param name="Name">As in <c>Content-Encoding</c>; null for bytes as they are.</param>
internal sealed record ContentCoding(string? Name, string TagSuffix)
{
    // Below this a packet is sent either way.
    private const int SmallestWorthwhile = 512;

    private static readonly ContentCoding Identity = new(null, "");
    private static readonly ContentCoding Brotli = new("br", "-br");
    private static readonly ContentCoding Gzip = new("gzip", "-gzip");

    /// <summary>The coding for an answer of that length, in bytes.</summary>
    public static ContentCoding Choose(StringValues acceptEncoding, int length) => length < SmallestWorthwhile ? Identity : Choose(acceptEncoding);

    /// <summary>The coding that the client likes best of those we have; Brotli where it likes two the same.</summary>
    public static ContentCoding Choose(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0 || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
        {
            return Identity;
        }

        var brotli = QualityOf(Brotli.Name!, accepted);
        var gzip = QualityOf(Gzip.Name!, accepted);

        // Always taken, and liked no better than any other where it is not named.
        var identity = accepted.FirstOrDefault(coding => coding.Value.Equals("identity", StringComparison.OrdinalIgnoreCase)) is { } named ? named.Quality ?? 1 : 0;
        return (brotli > 0 && brotli >= gzip && brotli >= identity, gzip > 0 && gzip >= identity) switch
        {
            (true, _) => Brotli,
            (_, true) => Gzip,
            _ => Identity,
        };
    }

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> content)
    {
        if (Name is null)
        {
            return content;
        }

        using var encoded = new MemoryStream(content.Length / 2);
        using (Stream encoder = this == Brotli
            ? new BrotliStream(encoded, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true))
        {
            encoder.Write(content.Span);
        }

        return encoded.GetBuffer().AsMemory(0, (int)encoded.Length);
    }

    private static double QualityOf(string name, IList<StringWithQualityHeaderValue> accepted)
    {
        var named = accepted.FirstOrDefault(coding => coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(coding => coding.Value == "*");
        return named is null ? 0 : named.Quality ?? 1;
    }
}
