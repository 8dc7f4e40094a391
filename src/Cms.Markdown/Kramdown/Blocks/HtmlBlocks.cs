using System.Text;
using Cms.Markdown.RawHtml;
using Markdig.Helpers;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>
/// HTML at the start of a line. It is taken as it stands up to the end of its element, over blank lines, save where an attribute <c>markdown</c>
/// says that the inside is Markdown. What is never closed is closed where its surroundings end; a closing tag without an opening is text.
/// </summary>
internal sealed class HtmlBlocks
{
    private readonly BlockReader reader;
    private readonly StringBuilder html = new();
    private readonly List<string> open = [];

    private HtmlBlocks(BlockReader reader) => this.reader = reader;

    public static bool TryRead(BlockReader reader)
    {
        var start = reader.Position;
        if (reader.Text.AsSpan(start).StartsWith("<!--"))
        {
            var end = CommentEnd(reader, start);
            if (end > 0)
            {
                AddComment(reader, start, end);
                SkipRestOfBlankLine(reader);
                return true;
            }
        }

        start += reader.LineAt(start).IndexOf('<');
        if (start - reader.Position > 3)
        {
            return false;
        }

        if (HtmlTags.Closing(reader.Text, start) is { } closing)
        {
            if (HtmlElements.KramdownSpan.Contains(closing.Name) || closing.Name != reader.OpenElement)
            {
                return false;
            }

            reader.Position = closing.End;
            reader.CloseElement();
            return true;
        }

        if (HtmlTags.Opening(reader.Text, start) is not { } tag || HtmlElements.KramdownSpan.Contains(tag.Name))
        {
            return false;
        }

        reader.Position = tag.End;
        new HtmlBlocks(reader).Read(tag);
        SkipRestOfBlankLine(reader);
        return true;
    }

    private void Read(HtmlTagText tag)
    {
        ReadElement(tag);
        while (open.Count > 0)
        {
            if (reader.AtEnd)
            {
                CloseAll();
                break;
            }

            ReadRaw();
        }

        FlushRaw();
    }

    private void ReadElement(HtmlTagText tag)
    {
        var isVoid = tag.IsClosed || HtmlElements.Void.Contains(tag.Name);
        var inside = isVoid ? Inside.Raw : InsideOf(tag);
        if (tag.Name is "script" or "style")
        {
            WriteOpening(tag, ">");
            ReadUnescaped(tag.Name);
        }
        else if (isVoid)
        {
            WriteOpening(tag, " />");
        }
        else if (inside == Inside.Blocks && reader.Depth < DocumentState.MaximumDepth)
        {
            FlushRaw();
            SkipRestOfBlankLine(reader);
            var element = new ElementBlock(tag.Name) { OwnAttributes = tag.Attributes, IsHtml = true };
            reader.Add(element, reader.Line);
            reader.ReadInto(element, tag.Name);
        }
        else if (inside == Inside.Spans)
        {
            FlushRaw();
            ReadSpans(tag);
        }
        else
        {
            WriteOpening(tag, ">");
            open.Add(tag.Name);
        }
    }

    private Inside InsideOf(HtmlTagText tag)
    {
        var usual = HtmlElements.HoldsBlocks.Contains(tag.Name) ? Inside.Blocks : HtmlElements.HoldsSpans.Contains(tag.Name) ? Inside.Spans : Inside.Raw;
        return tag.Markdown switch
        {
            "0" => Inside.Raw,
            "1" => usual,
            "block" => Inside.Blocks,
            "span" => Inside.Spans,
            _ => open.Count == 0 && reader.State.Options.ParseBlockHtml ? usual : Inside.Raw,
        };
    }

    private void ReadRaw()
    {
        var text = reader.Text;
        var start = text.IndexOf('<', reader.Position);
        if (start < 0)
        {
            HtmlTags.WriteText(html, text.AsSpan(reader.Position));
            reader.Position = text.Length;
            return;
        }

        HtmlTags.WriteText(html, text.AsSpan(reader.Position, start - reader.Position));
        reader.Position = start;
        if (HiddenEnd(start) is > 0 and var hidden)
        {
            if (reader.State.Options.TrustHtml)
            {
                html.Append(text, start, hidden - start);
            }

            reader.Position = hidden;
        }
        else if (HtmlTags.Opening(text, start) is { } tag)
        {
            reader.Position = tag.End;
            ReadElement(tag);
        }
        else if (HtmlTags.Closing(text, start) is { } closing)
        {
            reader.Position = closing.End;
            if (closing.Name == open[^1])
            {
                Close();
            }
            else
            {
                HtmlTags.WriteText(html, text.AsSpan(start, closing.End - start));
            }
        }
        else
        {
            html.Append("&lt;");
            reader.Position++;
        }
    }

    private void ReadSpans(HtmlTagText tag)
    {
        var line = reader.Line;
        var start = reader.Position;
        var close = ClosingTag(tag.Name, start);
        var end = close < 0 ? reader.Text.Length : close;
        reader.Position = close < 0 ? end : reader.Text.IndexOf('>', close) + 1;
        reader.Add(new ElementText(tag.Name, reader.Text[start..end]) { OwnAttributes = tag.Attributes, IsHtml = true }, line);
    }

    private void ReadUnescaped(string name)
    {
        var start = reader.Position;
        var close = ClosingTag(name, start);
        var end = close < 0 ? reader.Text.Length : close;
        html.Append(reader.Text, start, end - start).Append("</").Append(name).Append('>');
        reader.Position = close < 0 ? end : reader.Text.IndexOf('>', close) + 1;
    }

    private int ClosingTag(string name, int start) => reader.Find("</" + name, start, from =>
    {
        for (var i = reader.Text.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase); i >= 0; i = reader.Text.IndexOf("</" + name, i + 2, StringComparison.OrdinalIgnoreCase))
        {
            if (HtmlTags.Closing(reader.Text, i) is { } tag && tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    });

    private void WriteOpening(HtmlTagText tag, string end) => html.Append('<').Append(tag.Name).Append(tag.Attributes).Append(end);

    private void Close()
    {
        html.Append("</").Append(open[^1]).Append('>');
        open.RemoveAt(open.Count - 1);
    }

    private void CloseAll()
    {
        while (open.Count > 0)
        {
            Close();
        }
    }

    private void FlushRaw()
    {
        if (html.Length > 0)
        {
            reader.Add(new HtmlBlock(null!) { Lines = new StringLineGroup(html.ToString()) }, reader.Line);
            html.Clear();
        }
    }

    // What no browser shows: a comment, or an instruction such as PHP's. Outside of HTML, kramdown takes the latter for text.
    private int HiddenEnd(int start) => reader.Text.AsSpan(start) switch
    {
        ['<', '!', '-', '-', ..] => CommentEnd(reader, start),
        ['<', '?', ..] when reader.Find("?>", start + 2, from => reader.Text.IndexOf("?>", from, StringComparison.Ordinal)) is > 0 and var end => end + 2,
        _ => -1,
    };

    private static int CommentEnd(BlockReader reader, int start)
    {
        var end = reader.Find("-->", start + 4, from => reader.Text.IndexOf("-->", from, StringComparison.Ordinal));
        return end < 0 ? end : end + 3;
    }

    // A reader sees nothing of a comment; for sanitised output it would cost a pass over the whole.
    private static void AddComment(BlockReader reader, int start, int end)
    {
        var line = reader.Line;
        reader.Position = end;
        var comment = reader.State.Options.TrustHtml ? reader.Text[start..end] : "";
        reader.Add(new CommentBlock(comment), line);
    }

    private static void SkipRestOfBlankLine(BlockReader reader)
    {
        if (!reader.AtEnd && reader.LineAt(reader.Position).TrimStart(" \t").IsEmpty)
        {
            reader.Position = reader.NextLine(reader.Position);
        }
    }

    private enum Inside
    {
        Raw,
        Spans,
        Blocks,
    }
}
