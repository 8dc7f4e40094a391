using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>The text of a file's bytes, and what had to be done to read it.</summary>
internal readonly record struct SourceText(string Text, IReadOnlyList<FrontMatterWarning> Warnings)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static SourceText Read(ReadOnlySpan<byte> bytes)
    {
        var warnings = new List<FrontMatterWarning>();
        var text = Decode(bytes, warnings);

        // PostgreSQL's text and HTML both refuse NUL; other control characters stay.
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            warnings.Add(new(1 + text.AsSpan(0, nul).Count('\n'), "nul-dropped", "The file holds NUL characters, which were left out. Remove them from the file."));
            text = text.Replace("\0", "", StringComparison.Ordinal);
        }

        return new(text, warnings);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, List<FrontMatterWarning> warnings)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                bytes = bytes[3..];
                break;
            case [0xFF, 0xFE, ..]:
                warnings.Add(new(1, "not-utf-8", "The file was read as UTF-16. Save it as UTF-8."));
                return Encoding.Unicode.GetString(bytes[2..]);
            case [0xFE, 0xFF, ..]:
                warnings.Add(new(1, "not-utf-8", "The file was read as UTF-16. Save it as UTF-8."));
                return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException invalid)
        {
            // Jekyll drops such a post without a word; nearly always it was saved by an old editor on Windows.
            var line = 1 + bytes[..Math.Clamp(invalid.Index, 0, bytes.Length)].Count((byte)'\n');
            warnings.Add(new(line, "not-utf-8", "The file is not valid UTF-8 and was read as Windows-1252. Save it as UTF-8."));
            return Windows1252.GetString(bytes);
        }
    }
}
