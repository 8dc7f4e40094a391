using System.Collections.Frozen;

namespace Cms.Markdown.RawHtml;

/// <summary>What is known of HTML's elements by their names, in lower case.</summary>
internal static class HtmlElements
{
    /// <summary>kramdown's span elements: a line that starts with one is a paragraph.</summary>
    public static FrozenSet<string> Span { get; } = Set(
        "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby samp select small span "
        + "strong sub sup textarea tt var s u font time");

    public static FrozenSet<string> Void { get; } = Set("area base br col command embed hr img input keygen link meta param source track wbr");

    /// <summary>Elements before which an open paragraph ends (HTML, section 13.1.2.4).</summary>
    public static FrozenSet<string> EndParagraph { get; } = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu "
        + "nav ol p pre search section table ul li dd dt summary");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
