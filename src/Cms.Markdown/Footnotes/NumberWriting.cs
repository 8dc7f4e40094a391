using System.Globalization;
using Markdig.Renderers;

namespace Cms.Markdown.Footnotes;

internal static class NumberWriting
{
    public static void WriteNumber(this HtmlRenderer renderer, int number) => renderer.Write(number.ToString(CultureInfo.InvariantCulture));
}
