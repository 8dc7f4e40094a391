using DiffPlex;
using DiffPlex.Chunkers;
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

        var old = before.Split('\n');
        var lines = after.Split('\n');
        var start = old.Zip(lines).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = old.Skip(start).Reverse().Zip(lines.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var removed = old.Length - start - end;
        var added = lines.Length - start - end;
        var difference = removed + added <= MostLinesThatDiffer
            ? Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance)
            : new DiffResult(old, lines, [new DiffBlock(start, removed, start, added)]);
        return UnidiffRenderer.Instance.Generate(difference, nameBefore, nameAfter).ReplaceLineEndings("\n");
    }
}
