using DiffPlex;
using DiffPlex.Model;
using DiffPlex.Renderer;

namespace Cms.Content.History;

/// <summary>What is other between two texts, as <c>diff -u</c> writes it.</summary>
internal static class UnifiedDiff
{
    // The search for the shortest difference costs the square of what differs. Texts that share so little are one replaced by the other.
    private const int MostLinesThatDiffer = 4_000;

    /// <summary>Empty where the texts are the same.</summary>
    public static string Of(string before, string after, string nameBefore, string nameAfter)
    {
        if (before == after)
        {
            return "";
        }

        var old = LinesOf(before);
        var lines = LinesOf(after);
        var start = old.Zip(lines).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = old.Skip(start).Reverse().Zip(lines.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var removed = old.Length - start - end;
        var added = lines.Length - start - end;
        var difference = removed + added <= MostLinesThatDiffer
            ? Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new Lines())
            : new DiffResult(old, lines, [new DiffBlock(start, removed, start, added)]);
        var text = UnidiffRenderer.Instance.Generate(difference, nameBefore, nameAfter).Replace("\r\n", "\n", StringComparison.Ordinal);

        // Of a text without lines, 'diff' says that it begins at 0; a hunk of no lines can be of no other text.
        return text.Replace("\n@@ -1,0 +", "\n@@ -0,0 +", StringComparison.Ordinal).Replace(" +1,0 @@\n", " +0,0 @@\n", StringComparison.Ordinal);
    }

    // A last line without an end is another than the same line with one, and is marked as 'diff' marks it.
    private static string[] LinesOf(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var lines = text.Split('\n');
        if (lines[^1].Length == 0)
        {
            return lines[..^1];
        }

        lines[^1] += "\n\\ No newline at end of file";
        return lines;
    }

    private sealed class Lines : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => LinesOf(text);
    }
}
