using System.Net;
using System.Text;
using Markdig.Helpers;

namespace Cms.Markdown.Kramdown;

/// <summary>Character references of HTML.</summary>
internal static class Entities
{
    private const int Longest = 40;

    /// <summary>The length of a reference at the start of a text, 0 if there is none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != '&')
        {
            return 0;
        }

        var end = text[..Math.Min(text.Length, Longest)].IndexOf(';');
        if (end < 2)
        {
            return 0;
        }

        var name = text[1..end];
        return IsNumber(name) || IsName(name) ? end + 1 : 0;
    }

    /// <summary>What a reference stands for; null where it names no character.</summary>
    public static string? Decode(ReadOnlySpan<char> reference)
    {
        var decoded = WebUtility.HtmlDecode(reference.ToString());
        return decoded.Length > 0 && decoded[0] == '&' && decoded.Length > 1 ? EntityHelper.DecodeEntity(reference[1..^1]) : decoded;
    }

    /// <summary>A text with what its references stand for, as a browser reads an attribute that holds it.</summary>
    public static string DecodeAll(string text)
    {
        var start = text.IndexOf('&', StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        decoded.Append(text, 0, start);
        for (var i = start; i < text.Length;)
        {
            var length = Length(text.AsSpan(i));
            if (length > 0 && Decode(text.AsSpan(i, length)) is { } characters)
            {
                decoded.Append(characters);
                i += length;
            }
            else
            {
                decoded.Append(text[i++]);
            }
        }

        return decoded.ToString();
    }

    private static bool IsNumber(ReadOnlySpan<char> name)
    {
        if (name[0] != '#')
        {
            return false;
        }

        var digits = name[1..];
        var isHex = digits is ['x' or 'X', ..];
        digits = isHex ? digits[1..] : digits;
        foreach (var c in digits)
        {
            if (isHex ? !char.IsAsciiHexDigit(c) : !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return !digits.IsEmpty;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(name[0]) || name[0] is '_' or ':';
    }
}
