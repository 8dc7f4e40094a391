using System.Text;
using System.Text.Json;
using Cms.Content.Import.Trees;
using Cms.Content.Posts;

namespace Cms.Content.Import.Lines;

/// <summary>A file of lines as <c>/export</c> writes them, a post each: where each line is, and which source it is of.</summary>
public sealed class ExportedLines
{
    /// <summary>What an export calls the source of posts that were made in the store.</summary>
    public const string OwnSource = "cms";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly string path;

    private ExportedLines(string path, IReadOnlyList<ExportedLine> all) => (this.path, All) = (path, all);

    internal IReadOnlyList<ExportedLine> All { get; }

    /// <summary>The sources that the lines name, in their order.</summary>
    public IReadOnlyList<string> Sources => [.. All.Select(line => line.Source).Distinct(StringComparer.Ordinal)];

    /// <summary>Looks through a file.</summary>
    /// <param name="source">The source that all lines are to be of; null for the one that each names.</param>
    public static async Task<ExportedLines> OpenAsync(string path, string? source, CancellationToken ct)
    {
        List<ExportedLine> lines = [];
        HashSet<(string, string)> names = [];
        await using var file = File.OpenRead(path);
        await foreach (var (number, offset, bytes, length) in ReadAsync(file, ct))
        {
            if (length > 0)
            {
                lines.Add(Describe(number, offset, bytes, length, source, names));
            }
        }

        return new(path, lines);
    }

    /// <summary>The bytes of a line.</summary>
    internal byte[] Read(ExportedLine line)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[line.Length];
        var read = RandomAccess.Read(file, bytes, line.Offset);
        return read == bytes.Length ? bytes : throw new EndOfStreamException();
    }

    internal static JsonElement? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ExportedLine Describe(int number, long offset, byte[]? bytes, long length, string? source, HashSet<(string, string)> names)
    {
        var post = bytes is null ? null : Parse(bytes);
        var origin = post is { } read && read.TryGetProperty("origin", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        var name = source ?? (ExportedPost.TextOf(origin, "source") is { Length: > 0 } named ? named : OwnSource);
        var problem = bytes is null ? new ImportWarning(number, "too-large", $"The line is longer than {FileTree.LargestFile / 1024 / 1024} MiB.")
            : post is null ? new ImportWarning(number, "invalid-line", "The line is no JSON object that can be read: it is broken, nested too deep, or names something twice.")
            : null;
        var file = problem is null ? FileOf(post!.Value, origin, number) : $"line {number}";
        var own = file;
        while (!names.Add((name, own)))
        {
            own = $"{own} (line {number})";
        }

        return new(number, offset, (int)Math.Min(length, int.MaxValue), name, own, problem);
    }

    // A post that was made in the store is called as an export to files would call it.
    private static string FileOf(JsonElement post, JsonElement? origin, int number)
    {
        var file = ExportedPost.TextOf(origin, "file");
        if (file is { Length: > 0 } && MemberPaths.WhyUnsafe(file) is null)
        {
            return file;
        }

        var slug = SlugRules.Slug(ExportedPost.TextOf(post, "slug") ?? "");
        var day = ExportedPost.TextOf(post, "publishedAt") is { Length: >= 10 } date && date[..10].All(letter => char.IsAsciiDigit(letter) || letter == '-') ? date[..10] : null;
        return slug.Length is 0 or > 500 ? $"line {number}" : $"_posts/{(day is null ? "" : $"{day}-")}{slug}.md";
    }

    // A line beyond the bound has no bytes, and is passed over without being held.
    private static async IAsyncEnumerable<(int Number, long Offset, byte[]? Bytes, long Length)> ReadAsync(
        FileStream file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[256 * 1024];
        using var line = new MemoryStream();
        var (number, start, length) = (1, 0L, 0L);
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            for (var at = 0; at < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', at, read - at);
                var count = (end < 0 ? read : end) - at;
                length += count;
                if (length <= FileTree.LargestFile)
                {
                    line.Write(buffer, at, count);
                }

                at += count + 1;
                if (end >= 0)
                {
                    yield return Whole();
                    (number, start, length) = (number + 1, start + length + 1, 0);
                    line.SetLength(0);
                }
            }
        }

        yield return Whole();

        (int Number, long Offset, byte[]? Bytes, long Length) Whole() => length > FileTree.LargestFile
            ? (number, start, null, length)
            : string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)Math.Min(line.Length, 100))) && line.Length <= 100
                ? (number, start, [], 0)
                : (number, start, line.ToArray(), length);
    }
}

/// <summary>A line, and what it is called in a report.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Problem">Why it cannot be read; null for one that can.</param>
internal sealed record ExportedLine(int Number, long Offset, int Length, string Source, string File, ImportWarning? Problem);
