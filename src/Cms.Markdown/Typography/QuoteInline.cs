using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Typography;

/// <summary>A quotation mark that typography has put in.</summary>
/// <param name="curly">What a reader sees.</param>
/// <param name="typed">What stands in the source, needed where typography does not reach: in an image's alternative text.</param>
internal sealed class QuoteInline(string curly, string typed) : LiteralInline(curly)
{
    public string Typed { get; } = typed;
}
