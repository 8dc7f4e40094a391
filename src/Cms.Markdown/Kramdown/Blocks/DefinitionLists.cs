using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Definition lists: a paragraph whose lines are terms, and below it definitions behind colons.</summary>
internal static class DefinitionLists
{
    public static bool TryRead(BlockReader reader)
    {
        if (!Lines.StartsDefinition(reader.LineAt(reader.Position)) || TermsAbove(reader) is not { } terms)
        {
            return false;
        }

        var tree = reader.Tree;
        var isApart = tree[^1] is BlankLines;
        if (isApart)
        {
            tree.RemoveAt(tree.Count - 1);
        }

        tree.RemoveAt(tree.Count - 1);
        var list = new ElementBlock("dl") { Line = terms.Line };
        if (reader.State.Attributes.Remove(terms, out var attributes))
        {
            reader.State.AttributesOf(list).Add(attributes);
        }

        foreach (var term in terms.Text.Split('\n'))
        {
            list.Add(Term(reader, term, terms.Line));
        }

        var last = ReadDefinitions(reader, list, isApart);
        Join(tree, list);
        if (last is not null)
        {
            tree.Add(last);
        }

        return true;
    }

    private static Paragraph? TermsAbove(BlockReader reader)
    {
        var tree = reader.Tree;
        return reader.Last switch
        {
            Paragraph paragraph => paragraph,
            BlankLines { IsSingle: true } when tree.Count >= 2 => tree[^2] as Paragraph,
            _ => null,
        };
    }

    private static ElementText Term(BlockReader reader, string text, int line)
    {
        var item = ItemText.Start(0, text);
        var term = new ElementText("dt", Characters.Trim(item.LastPart.ToString()).ToString()) { Line = line };
        if (item.Attributes is { } attributes)
        {
            reader.State.AttributesOf(term).Add(attributes);
        }

        return term;
    }

    private static BlankLines? ReadDefinitions(BlockReader reader, ElementBlock list, bool isApart)
    {
        var definitions = new List<(ElementBlock Block, ItemText Text, bool IsApart)>();
        var markerBlanks = 3;
        var lastIsBlank = false;
        while (!reader.AtEnd)
        {
            var line = reader.LineAt(reader.Position);
            var marker = Lines.DefinitionMarker(line, markerBlanks);
            if (marker > 0)
            {
                var item = ItemText.Start(marker, line[marker..]);
                definitions.Add((new ElementBlock("dd") { Line = reader.Line }, item, isApart));
                markerBlanks = Math.Clamp(item.Indentation - 1, 0, 3);
                isApart = false;
                lastIsBlank = false;
            }
            else if (Lines.IsEndMarker(line))
            {
                break;
            }
            else if (definitions[^1].Text is var item && (item.Contains(line) || (!lastIsBlank && item.ContainsLazily(line))))
            {
                item.LastPart.Append(item.Unindented(line, out _)).Append('\n');
                isApart = false;
                lastIsBlank = false;
            }
            else if (Lines.IsBlank(line))
            {
                item.LastPart.Append(line).Append('\n');
                isApart = true;
                lastIsBlank = true;
            }
            else
            {
                break;
            }

            reader.Position = reader.NextLine(reader.Position);
        }

        BlankLines? last = null;
        foreach (var (block, text, definitionIsApart) in definitions)
        {
            list.Add(block);
            last = Fill(reader, block, text, definitionIsApart);
        }

        return last;
    }

    private static BlankLines? Fill(BlockReader reader, ElementBlock definition, ItemText text, bool isApart)
    {
        if (text.Attributes is { } attributes)
        {
            reader.State.AttributesOf(definition).Add(attributes);
        }

        BlockReader.Read(text.LastPart.ToString(), definition.Line, definition, reader);
        var last = definition.LastChild as BlankLines;
        if (last is not null)
        {
            definition.RemoveAt(definition.Count - 1);
        }

        if (!isApart && definition.Count > 0 && definition[0] is Paragraph first)
        {
            first.IsTransparent = true;
        }

        return last;
    }

    /// <summary>A list right behind another goes on with it.</summary>
    private static void Join(ContainerBlock tree, ElementBlock list)
    {
        var before = tree.LastChild is BlankLines && tree.Count >= 2 ? tree[^2] : tree.LastChild;
        if (before is not ElementBlock { Name: "dl", IsHtml: false } open)
        {
            tree.Add(list);
            return;
        }

        if (tree.LastChild is BlankLines)
        {
            tree.RemoveAt(tree.Count - 1);
        }

        while (list.Count > 0)
        {
            var child = list[0];
            list.RemoveAt(0);
            open.Add(child);
        }
    }
}
