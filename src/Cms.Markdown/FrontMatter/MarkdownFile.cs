using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>A file taken apart. Reading never throws for what the file holds: <see cref="Refusal"/> says why it can't be taken.</summary>
public sealed record MarkdownFile
{
    private MarkdownFile()
    {
    }

    public required FrontMatterMap FrontMatter { get; init; }

    /// <summary>The text before the body with both fences and the blank lines below, as it stands in the file; empty without front matter.</summary>
    public required string Head { get; init; }

    /// <summary>The text below the front matter with line feeds as line ends and without NUL.</summary>
    public required string Body { get; init; }

    /// <summary>The line of the file where the body starts, counted from 1.</summary>
    public required int BodyLine { get; init; }

    /// <summary>The file's bytes where <see cref="Head"/> and <see cref="Body"/> do not give them back (byte order mark, CRLF, another encoding, NUL); null where they do.</summary>
    public required ReadOnlyMemory<byte>? Original { get; init; }

    public required IReadOnlyList<FrontMatterWarning> Warnings { get; init; }

    /// <summary>Why the file can't be taken, null if it can. Head and body are there all the same.</summary>
    public required FrontMatterWarning? Refusal { get; init; }

    /// <summary>Whether the UTF-8 of <see cref="Head"/> and <see cref="Body"/> is the file, byte for byte.</summary>
    public bool ReproducesExactly => Original is null;

    /// <summary>Text that is not well-formed UTF-16 has U+FFFD where it is broken.</summary>
    public static MarkdownFile Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static MarkdownFile Parse(ReadOnlyMemory<byte> bytes)
    {
        var source = SourceText.Read(bytes.Span);
        var text = source.Text;
        var warnings = new List<FrontMatterWarning>(source.Warnings);
        var envelope = Envelope.Find(text);
        var map = FrontMatterMap.Empty;
        FrontMatterWarning? refusal = null;
        if (envelope.Yaml is { } yaml)
        {
            (map, refusal) = YamlReader.Read(WithLineFeeds(text[yaml]), firstLine: 2, warnings);
        }
        else if (envelope.Unclosed)
        {
            warnings.Add(new(1, "front-matter-unclosed", "The front matter has no closing line of three dashes, so the whole file is its text. Add the line."));
        }

        var head = text[..envelope.BodyStart];
        var body = WithLineFeeds(text[envelope.BodyStart..]);
        return new()
        {
            FrontMatter = map,
            Head = head,
            Body = body,
            BodyLine = 1 + WithLineFeeds(head).AsSpan().Count('\n'),
            Original = IsUtf8Of(bytes.Span, head, body) ? (ReadOnlyMemory<byte>?)null : bytes,
            Warnings = warnings,
            Refusal = refusal,
        };
    }

    /// <summary>
    /// Head and body without the keys, at any level, that <paramref name="keepKey"/> turns down: untouched when it keeps all, otherwise with the
    /// front matter written anew. Where front matter can't be read only the body is written, because nobody knows what is in it.
    /// </summary>
    public string Write(Func<string, bool> keepKey)
    {
        ArgumentNullException.ThrowIfNull(keepKey);
        if (Head.Length == 0)
        {
            return Body;
        }

        if (Refusal is not null)
        {
            return Body;
        }

        var kept = KeyRemoval.Without(FrontMatter, keepKey);
        return ReferenceEquals(kept, FrontMatter) ? Head + Body : $"---\n{YamlWriter.Write((FrontMatterMap)kept)}---\n{Body}";
    }

    private static string WithLineFeeds(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    private static bool IsUtf8Of(ReadOnlySpan<byte> bytes, string head, string body)
    {
        if (Encoding.UTF8.GetByteCount(head) + Encoding.UTF8.GetByteCount(body) != bytes.Length)
        {
            return false;
        }

        var headBytes = Encoding.UTF8.GetBytes(head);
        return bytes[..headBytes.Length].SequenceEqual(headBytes) && bytes[headBytes.Length..].SequenceEqual(Encoding.UTF8.GetBytes(body));
    }
}
