using System.Text;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>A post as a file of its source, and what of it a file cannot say.</summary>
/// <param name="Unsaid">The properties, by their names, that an import of the file would read otherwise.</param>
internal sealed record PostFile(byte[] Bytes, IReadOnlyList<string> Unsaid)
{
    // One change may ask for another: a slug that changes moves the address, which then has to be said.
    private const int MostRounds = 5;

    /// <summary>The file that a post was imported from, byte for byte.</summary>
    public static byte[] AsImported(OriginalFile original, string markdown) => original.Bytes ?? Encoding.UTF8.GetBytes(original.Head + markdown);

    /// <summary>A file whose import says what is wanted: the original with the keys changed that say something else, else a new one.</summary>
    /// <exception cref="FrontMatterChangeException">What is wanted is more than front matter may hold.</exception>
    public static PostFile Write(WantedPost wanted, OriginalFile? original, string file, SourceReading source)
    {
        var bytes = original switch
        {
            null => Compose(wanted, source),
            { Bytes: { } whole } => whole,
            _ => source.Read(file, Encoding.UTF8.GetBytes(original.Head)).Markdown.With([], wanted.Content.Markdown),
        };
        string? startingPath = null;
        for (var round = 0; ; round++)
        {
            var (markdown, read) = source.Read(file, bytes);
            if (read.Content is not { } found)
            {
                return new(bytes, [$"the file as a post ({read.Refusal!.Message})"]);
            }

            startingPath ??= found.Path;
            var difference = new PostDifference(wanted, source, round, hasStartingPath: found.Path == startingPath);
            difference.Compare(markdown, found, read);
            var isBodyKept = WithoutBlankStart(found.Markdown) == WithoutBlankStart(wanted.Content.Markdown);
            if ((difference.Changes.Count == 0 && isBodyKept) || round == MostRounds)
            {
                return new(bytes, isBodyKept ? difference.Names : [.. difference.Names, "body"]);
            }

            bytes = markdown.With(difference.Changes, isBodyKept ? null : wanted.Content.Markdown);
        }
    }

    private static byte[] Compose(WantedPost wanted, SourceReading source)
    {
        var difference = new PostDifference(wanted, source, round: 0, hasStartingPath: false);
        difference.CompareWithNothing();
        var map = new FrontMatterMap([.. difference.Changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!))]);
        return Encoding.UTF8.GetBytes(MarkdownFile.Compose(map, wanted.Content.Markdown));
    }

    // Blank lines below the front matter belong to it, for Jekyll too.
    private static string WithoutBlankStart(string text)
    {
        var start = 0;
        for (var end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0 && string.IsNullOrWhiteSpace(text[start..end]); end = text.IndexOf('\n', start))
        {
            start = end + 1;
        }

        return string.IsNullOrWhiteSpace(text[start..]) ? "" : text[start..];
    }
}
