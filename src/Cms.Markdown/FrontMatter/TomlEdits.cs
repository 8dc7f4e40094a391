using Tomlyn.Syntax;

namespace Cms.Markdown.FrontMatter;

/// <summary>Where TOML's text has to change for one key of the root to change: its line, or the tables that are named after it.</summary>
internal static class TomlEdits
{
    public static IEnumerable<IReadOnlyList<SourceEdit>> For(string read, string key, FrontMatterValue? value, bool keepsComments)
    {
        var document = TomlTree.Parse(read);
        List<SyntaxNode> mentions = [.. document.KeyValues.Where(item => IsMeant(item.Key!)), .. document.Tables.Where(table => IsMeant(table.Name!))];
        var whole = mentions.Select(node => WholeLines(read, node, keepsComments)).ToList();
        if (value is null)
        {
            yield return whole;
        }
        else if (mentions is [KeyValueSyntax { Key.DotKeys.ChildrenCount: 0, Value: { } old }])
        {
            var isLiteral = old is StringValueSyntax { Token.TokenKind: TokenKind.StringLiteral or TokenKind.StringLiteralMulti };
            yield return [new(Start(old), End(old), TomlWriter.Value(value, isLiteral))];
        }
        else
        {
            // What tables said is said in one line, among the keys that stand above all tables.
            var written = mentions.Count == 0 ? key : TomlTree.PartsOf(mentions[0] is KeyValueSyntax item ? item.Key! : ((TableSyntaxBase)mentions[0]).Name!)[0];
            var last = document.KeyValues.LastOrDefault();
            var position = mentions is [KeyValueSyntax first, ..] ? SourceEdit.StartOfLine(read, Start(first))
                : last is null ? 0
                : TextLines.NextLine(read, End(last));
            yield return [new(position, position, $"{TomlWriter.Key(written)} = {TomlWriter.Value(value)}\n"), .. whole];
        }

        bool IsMeant(KeySyntax name) => string.Equals(TomlTree.PartsOf(name)[0], key, StringComparison.OrdinalIgnoreCase);
    }

    private static SourceEdit WholeLines(string read, SyntaxNode node, bool keepsComments)
    {
        SyntaxNode last = node is TableSyntaxBase { Items: { ChildrenCount: > 0 } items } ? items.Last() : node;
        var start = SourceEdit.StartOfLine(read, Start(node));
        var end = TextLines.NextLine(read, last is TableSyntaxBase table ? End(table.CloseBracket!) : End(((KeyValueSyntax)last).Value!));
        return keepsComments ? new(start, end, "") : CommentLines.Include(read, new(start, end, ""));
    }

    private static int Start(SyntaxNode node) => node.Span.Start.Offset;

    private static int End(SyntaxNode node) => node is KeyValueSyntax { Value: { } value } ? End(value) : node.Span.End.Offset + 1;
}
