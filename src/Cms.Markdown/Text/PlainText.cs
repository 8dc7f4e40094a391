using System.Net;
using System.Text;
using Cms.Markdown.Html;
using Cms.Markdown.RawHtml;

namespace Cms.Markdown.Text;

/// <summary>What a reader sees of an HTML fragment: a line for each block, white space as a browser shows it, code with its lines.</summary>
internal static class PlainText
{
    public static string Of(string html)
    {
        var writer = new Writer(html.Length);
        var reader = new TagReader(html);
        var hasLinkEnd = true;
        var preformatted = 0;
        var i = 0;
        while (i < html.Length)
        {
            var start = html.IndexOf('<', i);
            if (start < 0)
            {
                start = html.Length;
            }

            if (start > i)
            {
                var text = html.AsSpan(i, start - i);
                writer.Text(text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text, preformatted > 0);
            }

            if (start == html.Length)
            {
                break;
            }

            if (reader.Read(start) is not { } tag)
            {
                var declaration = reader.MayEnd(start) && html[start + 1] is '!' ? html.IndexOf('>', start) : -1;
                if (declaration < 0)
                {
                    writer.Text("<", preformatted > 0);
                }

                i = declaration < 0 ? start + 1 : declaration + 1;
                continue;
            }

            i = tag.End;
            preformatted = Math.Max(0, preformatted + (tag.Name == "pre" ? tag.Closes ? -1 : 1 : 0));
            if (hasLinkEnd && tag is { Name: "a", Closes: false } && html.AsSpan(tag.Attributes).Contains("reversefootnote", StringComparison.Ordinal))
            {
                // The arrow back to the text is furniture.
                var end = html.IndexOf("</a>", i, StringComparison.Ordinal);
                hasLinkEnd = end >= 0;
                i = hasLinkEnd ? end : i;
            }
            else if (tag.Name == "br" || (HtmlElements.EndParagraph.Contains(tag.Name) && tag.Name != "hr") || tag.Name is "tr" or "hr" or "dt" or "dd" or "caption")
            {
                writer.Break();
            }
            else if (tag.Name is "td" or "th")
            {
                writer.Space();
            }
        }

        return writer.ToString();
    }

    private sealed class Writer(int capacity)
    {
        private readonly StringBuilder text = new(capacity / 2);
        private char pending;

        public void Break() => pending = '\n';

        public void Space()
        {
            if (pending == '\0')
            {
                pending = ' ';
            }
        }

        public void Text(ReadOnlySpan<char> added, bool preformatted)
        {
            while (!added.IsEmpty)
            {
                var word = 0;
                while (word < added.Length && !char.IsWhiteSpace(added[word]))
                {
                    word++;
                }

                if (word > 0)
                {
                    Append(added[..word]);
                    added = added[word..];
                    continue;
                }

                var c = added[0];
                added = added[1..];
                if (preformatted && c == '\n')
                {
                    Break();
                }
                else if (preformatted && pending == '\n' && c is ' ' or '\t' && text.Length > 0)
                {
                    Append([c]);
                }
                else
                {
                    Space();
                }
            }
        }

        private void Append(ReadOnlySpan<char> added)
        {
            if (pending != '\0' && text.Length > 0)
            {
                text.Append(pending);
            }

            pending = '\0';
            text.Append(added);
        }

        public override string ToString() => text.ToString();
    }
}
