using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>The text of a file's bytes, and what had to be done to read it.</summary>
/// <param name="Encoding">What the bytes were read as.</param>
/// <param name="IsExact">Whether the text's UTF-8 is the bytes.</param>
internal readonly record struct SourceText(string Text, Encoding Encoding, bool IsExact, List<FrontMatterWarning> Warnings)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static SourceText Read(ReadOnlySpan<byte> bytes)
    {
        var warnings = new List<FrontMatterWarning>();
        var (text, encoding) = Decode(bytes, warnings);
        var isExact = ReferenceEquals(encoding, StrictUtf8);

        // PostgreSQL's text and HTML both refuse NUL; other control characters stay.
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            warnings.Add(new(1 + text.AsSpan(0, nul).Count('\n'), "nul-dropped", "The file holds NUL characters, which were left out. Remove them from the file."));
            text = text.Replace("\0", "", StringComparison.Ordinal);
            isExact = false;
        }

        return new(text, encoding, isExact, warnings);
    }

    /// <summary>Another text in the encoding of this one, byte order mark and all; in UTF-8 where the encoding can't hold it, or would not be recognised.</summary>
    public byte[] Encode(string text)
    {
        byte[] bytes = [.. Encoding.GetPreamble(), .. Encoding.GetBytes(text)];
        return Read(bytes).Text == text ? bytes : StrictUtf8.GetBytes(text);
    }

    private static (string Text, Encoding Encoding) Decode(ReadOnlySpan<byte> bytes, List<FrontMatterWarning> warnings)
    {
        switch (bytes)
        {
            case [0xFF, 0xFE, ..]:
                warnings.Add(new(1, "not-utf-8", "The file was read as UTF-16. Save it as UTF-8."));
                return (Encoding.Unicode.GetString(bytes[2..]), Encoding.Unicode);
            case [0xFE, 0xFF, ..]:
                warnings.Add(new(1, "not-utf-8", "The file was read as UTF-16. Save it as UTF-8."));
                return (Encoding.BigEndianUnicode.GetString(bytes[2..]), Encoding.BigEndianUnicode);
        }

        var hasMark = bytes is [0xEF, 0xBB, 0xBF, ..];
        var content = hasMark ? bytes[3..] : bytes;
        try
        {
            return (StrictUtf8.GetString(content), hasMark ? Encoding.UTF8 : StrictUtf8);
        }
        catch (DecoderFallbackException invalid)
        {
            // Jekyll drops such a post without a word; nearly always it was saved by an old editor on Windows.
            var line = 1 + content[..Math.Clamp(invalid.Index, 0, content.Length)].Count((byte)'\n');
            warnings.Add(new(line, "not-utf-8", "The file is not valid UTF-8 and was read as Windows-1252. Save it as UTF-8."));
            return (Windows1252.GetString(content), Windows1252);
        }
    }
}
