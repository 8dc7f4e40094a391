using System.Text;
using System.Xml;

namespace Cms.Feeds;

/// <summary>Text as XML 1.0 may hold it, and how XML is written here.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Async = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),

        // A carriage return would be read as a line end otherwise (section 2.11).
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Drops what no document may hold, however it is written: control characters, halves of surrogates, U+FFFE and U+FFFF (section 2.2).</summary>
    public static string Clean(string text)
    {
        var first = IndexOfDropped(text, 0);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var from = 0;
        for (var dropped = first; dropped >= 0; dropped = IndexOfDropped(text, from))
        {
            clean.Append(text, from, dropped - from);
            from = dropped + 1;
        }

        return clean.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A language as <c>xml:lang</c> and BCP 47 write it; null for what is none.</summary>
    public static string? LanguageTag(string? language)
    {
        const int LongestSubtag = 8;
        var tag = language?.Replace('_', '-');
        return tag is not null
            && tag.Split('-') is [{ } primary, ..] subtags
            && primary.All(char.IsAsciiLetter)
            && subtags.All(subtag => subtag.Length is > 0 and <= LongestSubtag && subtag.All(char.IsAsciiLetterOrDigit)) ? tag : null;
    }

    /// <summary>The bytes of a document.</summary>
    public static byte[] Write(Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var xml = Open(bytes))
        {
            content(xml);
        }

        return bytes.ToArray();
    }

    public static XmlWriter Open(Stream bytes) => XmlWriter.Create(bytes, Settings);

    private static int IndexOfDropped(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
            {
                at++;
            }
            else if (!XmlConvert.IsXmlChar(text[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
