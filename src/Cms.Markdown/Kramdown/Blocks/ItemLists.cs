using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Ordered and unordered lists, by kramdown's indentation and not CommonMark's.</summary>
internal sealed class ItemLists
{
    private readonly BlockReader reader;
    private readonly bool isOrdered;
    private readonly List<(ListItemBlock Block, ItemText Text)> items = [];
    private bool isEnded;

    private ItemLists(BlockReader reader, bool isOrdered)
    {
        this.reader = reader;
        this.isOrdered = isOrdered;
    }

    public static bool TryRead(BlockReader reader)
    {
        var line = reader.LineAt(reader.Position);
        var ordered = Lines.ListMarker(line, ordered: true) > 0;
        if (!ordered && Lines.ListMarker(line, ordered: false) == 0)
        {
            return false;
        }

        var list = new ListBlock(null!) { IsOrdered = ordered, BulletType = ordered ? '1' : '-', IsLoose = true };
        var start = reader.Line;
        var lists = new ItemLists(reader, ordered);
        lists.TakeLines();
        reader.Add(list, start);
        lists.Fill(list);
        TaskLists.Mark(list);
        return true;
    }

    private void TakeLines()
    {
        var markerBlanks = 3;
        var nestedListFound = false;
        var lastIsBlank = false;
        ItemText? item = null;
        while (!reader.AtEnd)
        {
            var line = reader.LineAt(reader.Position);
            if (lastIsBlank && Rules.IsRule(line))
            {
                break;
            }

            if (Lines.IsEndMarker(line))
            {
                isEnded = true;
                reader.Position = reader.NextLine(reader.Position);
                break;
            }

            var marker = Lines.ListMarker(line, isOrdered, markerBlanks);
            if (marker > 0)
            {
                item = ItemText.Start(marker, line[marker..]);
                items.Add((new ListItemBlock(null!) { Line = reader.Line }, item));
                markerBlanks = Math.Clamp(item.Indentation - 1, 0, 3);
                nestedListFound = item.StartsWithList;
                lastIsBlank = false;
            }
            else if (item is not null && (item.Contains(line) || (!lastIsBlank && item.ContainsLazily(line))))
            {
                TakeLine(item, line, ref nestedListFound);
                lastIsBlank = false;
            }
            else if (item is not null && Lines.IsBlank(line))
            {
                nestedListFound = true;
                lastIsBlank = true;
                item.LastPart.Append(line).Append('\n');
            }
            else
            {
                break;
            }

            reader.Position = reader.NextLine(reader.Position);
        }
    }

    private static void TakeLine(ItemText item, ReadOnlySpan<char> line, ref bool nestedListFound)
    {
        var text = item.Unindented(line, out var wasIndented);
        if (Lines.StartsList(text))
        {
            if (!nestedListFound && wasIndented)
            {
                item.Parts.Add(new());
                nestedListFound = true;
            }
            else if (nestedListFound && !wasIndented)
            {
                text = new string(' ', item.Indentation + 4) + text;
            }
        }

        item.LastPart.Append(text).Append('\n');
    }

    private void Fill(ListBlock list)
    {
        foreach (var (block, text) in items)
        {
            list.Add(block);
            if (text.Attributes is { } attributes)
            {
                reader.State.AttributesOf(block).Add(attributes);
            }
        }

        BlankLines? last = null;
        for (var i = 0; i < items.Count; i++)
        {
            var (item, text) = items[i];
            var line = item.Line;
            foreach (var part in text.Parts)
            {
                var block = part.ToString();
                BlockReader.Read(block, line, item, reader);
                line += block.AsSpan().Count('\n');
            }

            if (item.Count == 0)
            {
                continue;
            }

            if (item.Count >= 2 && item[0] is Paragraph && item[1] is BlockEnd { Kind: BlockEnd.Of.Attributes })
            {
                item.RemoveAt(1);
            }

            if (item[0] is Paragraph first && IsTight(list, item, i))
            {
                first.IsTransparent = true;
            }

            last = item[^1] as BlankLines;
            if (last is not null)
            {
                item.RemoveAt(item.Count - 1);
            }
        }

        if (last is not null && !isEnded)
        {
            reader.Add(last, last.Line);
        }
    }

    // kramdown decides item by item: by a blank line behind the first paragraph. One below the last item belongs to what follows the list.
    private bool IsTight(ListBlock list, ListItemBlock item, int index)
    {
        var isLast = index == list.Count - 1;
        if (item.Count >= 2 && item[1] is BlankLines && !(isLast && item.Count == 2 && !isEnded))
        {
            return false;
        }

        return !isLast || list.Count == 1 || AnyTightBefore(list, index);
    }

    private static bool AnyTightBefore(ListBlock list, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (((ListItemBlock)list[i]).FirstOrDefault() is not Paragraph { IsTransparent: false })
            {
                return true;
            }
        }

        return false;
    }
}
