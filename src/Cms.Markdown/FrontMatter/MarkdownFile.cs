using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>A file taken apart. Reading never throws for what the file holds: <see cref="Refusal"/> says why it can't be taken.</summary>
public sealed record MarkdownFile
{
    private MarkdownFile()
    {
    }

    public required FrontMatterMap FrontMatter { get; init; }

    /// <summary>The language of the front matter, also where it is refused.</summary>
    public required FrontMatterFormat Format { get; init; }

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

    private FrontMatterEnvelopes Envelopes { get; init; }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, FrontMatterEnvelopes)"/>
    /// <remarks>Text that is not well-formed UTF-16 has U+FFFD where it is broken.</remarks>
    public static MarkdownFile Parse(string text, FrontMatterEnvelopes envelopes = FrontMatterEnvelopes.Jekyll) => Parse(Encoding.UTF8.GetBytes(text), envelopes);

    /// <param name="envelopes">What counts as front matter: Jekyll's unless it is known that another generator wrote the file.</param>
    public static MarkdownFile Parse(ReadOnlyMemory<byte> bytes, FrontMatterEnvelopes envelopes = FrontMatterEnvelopes.Jekyll)
    {
        var source = SourceText.Read(bytes.Span);
        var warnings = source.Warnings;
        var envelope = Envelope.Find(source.Text, envelopes);
        var (map, refusal) = FrontMatterReader.Read(source.Text, envelope, warnings);
        if (envelope.IsUnclosed)
        {
            warnings.Add(new(1, "front-matter-unclosed", "The front matter has no closing line like its first, so the whole file is its text. Add the line."));
        }

        var head = source.Text[..envelope.BodyStart];
        var body = TextLines.WithLineFeeds(source.Text[envelope.BodyStart..]);
        return new()
        {
            FrontMatter = map,
            Format = envelope.Format,
            Head = head,
            Body = body,
            BodyLine = 1 + TextLines.Count(head),
            Original = source.IsExact && !source.Text.AsSpan(envelope.BodyStart).Contains('\r') ? (ReadOnlyMemory<byte>?)null : bytes,
            Warnings = warnings,
            Refusal = refusal,
            Envelopes = envelopes,
        };
    }

    /// <summary>A new file: YAML front matter that our reader and Jekyll's read the same, and the body.</summary>
    /// <exception cref="FrontMatterChangeException">The values are more than front matter may hold.</exception>
    public static string Compose(FrontMatterMap frontMatter, string body)
    {
        ArgumentNullException.ThrowIfNull(frontMatter);
        return new HeadEditor(FrontMatterEnvelopes.Yaml, keepsComments: true).Rewrite("---\n---\n", frontMatter, "\n") + body;
    }

    /// <summary>
    /// The file's text with some keys of its front matter changed, and perhaps another body. All other lines stay as they are, comments, quotes,
    /// spacing, line ends and all, and so do the order of the keys and what stands behind a changed value; a text keeps its kind of quotes where it
    /// can. New keys come last (in TOML before the first table), a file without front matter gets YAML. Two things are not kept: NUL characters, and
    /// an encoding that can't hold the new text, for which UTF-8 comes in. Front matter that is written in a way that can't be changed in place (keys
    /// from a merged map, a map in braces), or at so many places that it would take long, is written anew in its format, without comments.
    /// </summary>
    /// <param name="changes">Made one after the other. Of several keys that differ only in case the last one is changed, and all are removed.</param>
    /// <param name="body">With any line ends; it gets the file's. Null, or the body that is there, leaves it as it is. Blank lines at its start come to belong to the head.</param>
    /// <returns>The file's bytes, in its encoding.</returns>
    /// <exception cref="FrontMatterChangeException">The front matter is refused (<see cref="Refusal"/>), or would be after the change.</exception>
    public byte[] With(IReadOnlyList<FrontMatterChange> changes, string? body = null)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (Refusal is not null && changes.Count > 0)
        {
            throw new FrontMatterChangeException(Refusal);
        }

        var source = Original is { } original ? SourceText.Read(original.Span) : SourceText.Read(Encoding.UTF8.GetBytes(Head + Body));
        var lineEnd = TextLines.FirstLineEnd(source.Text);
        var editor = new HeadEditor(Envelopes, keepsComments: true);
        var head = editor.Change(Head, changes, lineEnd);
        var below = body is null || body == Body
            ? source.Text[Head.Length..]
            : YamlWriter.WellFormed(TextLines.WithLineFeeds(body)).Replace("\n", lineEnd, StringComparison.Ordinal);
        if (head.Length == 0 && Envelope.Find(below, Envelopes).Format != FrontMatterFormat.None)
        {
            // The body would be taken for front matter.
            head = $"---{lineEnd}---{lineEnd}";
        }

        var needsLineEnd = head.Length > 0 && below.Length > 0 && head[^1] is not ('\n' or '\r' or '}');
        return source.Encode(needsLineEnd ? head + lineEnd + below : head + below);
    }

    /// <summary>
    /// Head and body without the keys, at any level, that <paramref name="keepKey"/> turns down: untouched when it keeps all, otherwise with the lines of
    /// those keys left out, the comments beside them too. Where front matter can't be read only the body is written, because nobody knows what is in it.
    /// </summary>
    public string Write(Func<string, bool> keepKey)
    {
        ArgumentNullException.ThrowIfNull(keepKey);
        if (Head.Length == 0 || Refusal is not null)
        {
            return Body;
        }

        var kept = (FrontMatterMap)KeyRemoval.Without(FrontMatter, keepKey);
        return ReferenceEquals(kept, FrontMatter) ? Head + Body : WriteHead(kept) + Body;
    }

    private string WriteHead(FrontMatterMap kept)
    {
        var editor = new HeadEditor(Envelopes, keepsComments: false);
        var lineEnd = TextLines.FirstLineEnd(Head);
        var left = kept.Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var changes = FrontMatter.Entries
            .Where(entry => !left.TryGetValue(entry.Key, out var value) || !ReferenceEquals(value, entry.Value))
            .Select(entry => new FrontMatterChange(entry.Key, left.GetValueOrDefault(entry.Key)))
            .ToList();
        var head = editor.Change(Head, changes, lineEnd);

        // The keys may come from elsewhere than the text.
        var (map, _) = FrontMatterReader.Read(head, Envelope.Find(head, Envelopes), []);
        return FrontMatterEquality.Instance.Equals(map, kept) ? head : editor.Rewrite(Head, kept, lineEnd);
    }
}
