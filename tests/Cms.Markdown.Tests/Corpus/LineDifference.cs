using System.Text;

namespace Cms.Markdown.Tests.Corpus;

/// <summary>The longest common subsequence of two lists of lines.</summary>
internal static class LineDifference
{
    public static int EqualLines(IReadOnlyList<string> left, IReadOnlyList<string> right) => Lengths(left, right)[0, 0];

    public static string Describe(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var lengths = Lengths(left, right);
        var text = new StringBuilder();
        var (i, j) = (0, 0);
        while ((i < left.Count || j < right.Count) && text.Length < 4_000)
        {
            if (i < left.Count && j < right.Count && left[i] == right[j])
            {
                i++;
                j++;
            }
            else if (j >= right.Count || (i < left.Count && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                text.Append("  - ").AppendLine(Short(left[i++]));
            }
            else
            {
                text.Append("  + ").AppendLine(Short(right[j++]));
            }
        }

        return text.ToString();
    }

    private static int[,] Lengths(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var lengths = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        {
            for (var j = right.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static string Short(string line) => line.Length <= 2_000 ? line : line[..2_000] + "…";
}
