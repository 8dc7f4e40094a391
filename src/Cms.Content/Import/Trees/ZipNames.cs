using System.Text;

namespace Cms.Content.Import.Trees;

/// <summary>
/// How members' names are read that don't say they are UTF-8: as UTF-8 all the same where they are, else in the code page of the first PCs, which is
/// the only other one that the format knows (APPNOTE.TXT, appendix D).
/// </summary>
internal sealed class ZipNames : Encoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding CodePage437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>The names that were read in the old code page.</summary>
    public HashSet<string> Legacy { get; } = new(StringComparer.Ordinal);

    public override int GetByteCount(char[] chars, int index, int count) => StrictUtf8.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        StrictUtf8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Read(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetMaxByteCount(int charCount) => StrictUtf8.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => StrictUtf8.GetMaxCharCount(byteCount);

    private string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var text = CodePage437.GetString(bytes);
            Legacy.Add(text);
            return text;
        }
    }
}
