using System.Text;
using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

internal sealed partial class SpanReader
{
    private const string Escapable = "\\.*_+`<>()[]{}#!:|\"'$=-";

    private bool TryReadLink()
    {
        var start = position;
        var isImage = Current == '!';
        var opening = isImage ? 2 : 1;
        if ((isImage && CharAt(start + 1) != '[') || CharAt(start + opening) is '^' or '\0')
        {
            return false;
        }

        if (!CanTry() || (!isImage && (IsOpen(Kind.Link) || IsOpen(Kind.Image))))
        {
            return TakeText(opening);
        }

        var link = new LinkInline { IsImage = isImage, IsClosed = true };
        position += opening;
        var labelStart = position;
        if (!ReadInto(link, isImage ? Kind.Image : Kind.Link, BracketCounter(link)))
        {
            GoBack(start);
            return TakeText(opening);
        }

        var label = text[labelStart..position];
        position++;
        if (TargetOf(label) is not { } target)
        {
            GoBack(start);
            return TakeText(opening);
        }

        // Decoded, so that what is checked is what a browser will read.
        link.Url = Entities.DecodeAll(target.Url);
        link.Title = target.Title is null ? null : Entities.DecodeAll(target.Title);
        state.ApplyDefinition(target.Definition, link);
        if (isImage)
        {
            link.Clear();
            link.AppendChild(new LiteralInline(new StringSlice(Entities.DecodeAll(Unescaped(label)))));
        }

        Add(link);
        return true;
    }

    /// <summary>Stops at the bracket that closes a label. The brackets of images within have been read with them.</summary>
    private Func<bool> BracketCounter(ContainerInline label)
    {
        var depth = 1;
        return () =>
        {
            if (Current == ']')
            {
                depth--;
            }
            else if (Current == '[' || (Current == '!' && CharAt(position + 1) == '['))
            {
                depth++;
            }
            else
            {
                return false;
            }

            return depth - Images(label) == 0;
        };
    }

    private static int Images(ContainerInline container)
    {
        var images = 0;
        for (var child = container.FirstChild; child is not null; child = child.NextSibling)
        {
            images += child is LinkInline { IsImage: true } ? 1 : 0;
        }

        return images;
    }

    /// <summary>What stands behind a label: an address in parentheses, another label in brackets, or nothing.</summary>
    private LinkTarget? TargetOf(string label)
    {
        var next = position;
        while (Characters.IsSpace(CharAt(next)))
        {
            next++;
        }

        if (CharAt(next) == '[')
        {
            var close = text.IndexOf(']', next);
            budget -= close < 0 ? text.Length - next : 0;
            if (close >= 0)
            {
                position = close + 1;
                var name = close == next + 1 ? Unescaped(label) : text[(next + 1)..close];
                return state.Links.GetValueOrDefault(DocumentState.Label(name));
            }
        }

        return CharAt(position) == '(' ? Address() : state.Links.GetValueOrDefault(DocumentState.Label(Unescaped(label)));
    }

    private LinkTarget? Address()
    {
        string url;
        if (CharAt(position + 1) == '<' && text.IndexOf('>', position) is > 0 and var close && !text.AsSpan(position, close - position).Contains('\n'))
        {
            url = text[(position + 2)..close];
            position = close + 1;
            if (CharAt(position) == ')')
            {
                position++;
                return new(url, null);
            }
        }
        else
        {
            var start = position;
            var end = AddressEnd();
            if (end < 0)
            {
                budget -= text.Length - start;
                return null;
            }

            url = Characters.Trim(text.AsSpan(start + 1, end - start - 1)).ToString();
            position = end + 1;
            if (text[end] == ')')
            {
                return new(url, null);
            }
        }

        return Title() is { } title ? new(url, title) : null;
    }

    /// <summary>The parenthesis that closes an address, or the blank before its title.</summary>
    private int AddressEnd()
    {
        var depth = 0;
        for (var i = position; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && --depth == 0)
            {
                return i;
            }
            else if (Characters.IsSpace(c) && CharAt(i + 1) is '"' or '\'')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A title is what stands up to the quotation mark with the closing parenthesis behind it: it may hold others.</summary>
    private string? Title()
    {
        while (Characters.IsSpace(CharAt(position)))
        {
            position++;
        }

        var quote = CharAt(position);
        if (quote is not ('"' or '\''))
        {
            return null;
        }

        var start = position + 1;
        for (var i = text.IndexOf(quote, Math.Min(start + 1, text.Length)); i >= 0; i = text.IndexOf(quote, i + 1))
        {
            var end = i + 1;
            while (Characters.IsSpace(CharAt(end)))
            {
                end++;
            }

            if (CharAt(end) == ')')
            {
                position = end + 1;
                return text[start..i];
            }
        }

        budget -= text.Length - start;
        return null;
    }

    private static string Unescaped(string label)
    {
        if (!label.Contains('\\', StringComparison.Ordinal))
        {
            return label;
        }

        var unescaped = new StringBuilder(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] == '\\' && i + 1 < label.Length && Escapable.Contains(label[i + 1], StringComparison.Ordinal))
            {
                i++;
            }

            unescaped.Append(label[i]);
        }

        return unescaped.ToString();
    }

    private bool TryReadAutolink()
    {
        var end = text.AsSpan(position, Math.Min(text.Length - position, 2_000)).IndexOfAny('>', '\n');
        if (end < 0 || text[position + end] != '>')
        {
            return false;
        }

        var address = text.AsSpan(position + 1, end - 1);
        var isMail = IsMail(address);
        if (!isMail && !HasScheme(address))
        {
            return false;
        }

        var link = new LinkInline { Url = Entities.DecodeAll(isMail ? $"mailto:{address}" : address.ToString()), IsAutoLink = true, IsClosed = true };
        var shown = address.StartsWith("mailto:") ? address["mailto:".Length..] : address;
        link.AppendChild(new LiteralInline(new StringSlice(shown.ToString())));
        position += end + 1;
        Add(link);
        return true;
    }

    private static bool HasScheme(ReadOnlySpan<char> address)
    {
        var colon = address.IndexOf(':');
        return colon > 0 && colon < address.Length - 1 && address[..colon] is "mailto" or "http" or "https" or "ftp" or "ftps";
    }

    private static bool IsMail(ReadOnlySpan<char> address)
    {
        var at = address.IndexOf('@');
        if (at < 1 || at == address.Length - 1)
        {
            return false;
        }

        for (var i = 0; i < address.Length; i++)
        {
            if (i != at && !char.IsLetterOrDigit(address[i]) && address[i] is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
