namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Formulas between double dollar signs that stand apart.</summary>
internal static class MathBlocks
{
    private const string Mark = "$$";

    public static bool TryRead(BlockReader reader)
    {
        var line = reader.LineAt(reader.Position);
        var start = reader.Position + (line.Length - Lines.Content(line).Length);
        if (!reader.Text.AsSpan(start).StartsWith(Mark, StringComparison.Ordinal) || !reader.IsAfterBoundary)
        {
            return false;
        }

        var end = reader.Find(Mark, start + 2, from => reader.Text.IndexOf(Mark, from, StringComparison.Ordinal));
        if (end < 0)
        {
            return false;
        }

        var formula = Characters.Trim(reader.Text.AsSpan(start + 2, end - start - 2)).ToString();
        var next = reader.LineEnd(end + 2);
        if (!Characters.IsBlank(reader.Text.AsSpan(end + 2, next - end - 2)) || !reader.IsBoundaryAt(next + 1))
        {
            return false;
        }

        var number = reader.Line;
        reader.Position = next + 1;
        reader.Add(new MathBlock(formula), number);
        return true;
    }
}
