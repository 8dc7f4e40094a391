using Markdig.Helpers;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>
/// Lines of kramdown's own: attributes of the block above or below, <c>{: .class}</c>; their definitions, <c>{:name: .class}</c>; and
/// <c>{::comment}</c>, <c>{::nomarkdown}</c> and <c>{::options}</c>.
/// </summary>
internal static class Extensions
{
    public static bool TryRead(BlockReader reader)
    {
        var line = reader.LineAt(reader.Position);
        return TryReadDefinition(reader, line) || TryReadExtension(reader, line) || TryReadAttributes(reader, line);
    }

    private static bool TryReadDefinition(BlockReader reader, ReadOnlySpan<char> line)
    {
        var list = Lines.AttributesOf(line);
        var colon = list.IndexOf(':');
        if (colon < 1 || !Characters.IsName(list[..colon]))
        {
            return false;
        }

        var number = reader.Line;
        var name = list[..colon].ToString();
        if (!reader.State.AttributeDefinitions.TryGetValue(name, out var definition))
        {
            reader.State.AttributeDefinitions[name] = definition = new AttributeSet();
        }

        definition.Add(list[(colon + 1)..]);
        reader.Position = reader.NextLine(reader.Position);
        reader.Add(new BlockEnd(BlockEnd.Of.Extension), number);
        return true;
    }

    private static bool TryReadAttributes(BlockReader reader, ReadOnlySpan<char> line)
    {
        var list = Lines.AttributesOf(line);
        if (list.IsEmpty)
        {
            return false;
        }

        var number = reader.Line;
        reader.Position = reader.NextLine(reader.Position);
        if (reader.Last is not (null or BlankLines or BlockEnd { Kind: not BlockEnd.Of.Definition }))
        {
            reader.State.AttributesOf(reader.Last).Add(list);
            if (reader.AtEnd || !Lines.IsAttributes(reader.LineAt(reader.Position)))
            {
                reader.Add(new BlockEnd(BlockEnd.Of.Attributes), number);
            }
        }
        else
        {
            reader.Waiting.Add(list);
        }

        return true;
    }

    private static bool TryReadExtension(BlockReader reader, ReadOnlySpan<char> line)
    {
        if (ExtensionTag.Read(Characters.Trim(line)) is not { } tag || tag.Length != Characters.Trim(line).Length)
        {
            return false;
        }

        var number = reader.Line;
        var start = reader.NextLine(reader.Position);
        var end = start;
        var body = "";
        if (!tag.IsClosed)
        {
            var stop = reader.Find("{::" + tag.Name, start, from => StopTag(reader, from, tag.Name));
            if (stop < 0)
            {
                return false;
            }

            body = reader.Text[start..stop];
            end = reader.NextLine(stop);
        }

        switch (tag.Name)
        {
            case "comment":
                break;
            case "nomarkdown":
                if (tag.IsForHtml)
                {
                    reader.Add(new HtmlBlock(null!) { Lines = new StringLineGroup(body) }, number);
                }

                break;
            case "options":
                reader.State.SetOptions(tag, number);
                reader.Add(new BlockEnd(BlockEnd.Of.Extension), number);
                break;
            default:
                return false;
        }

        reader.Position = end;
        return true;
    }

    private static int StopTag(BlockReader reader, int from, string name)
    {
        for (var i = from; i < reader.Text.Length; i = reader.NextLine(i))
        {
            if (ExtensionTag.Stops(Characters.Trim(reader.LineAt(i)), name))
            {
                return i;
            }
        }

        return -1;
    }
}
