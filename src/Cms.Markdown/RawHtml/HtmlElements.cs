using System.Collections.Frozen;

namespace Cms.Markdown.RawHtml;

/// <summary>What is known of HTML's elements by their names, in lower case.</summary>
internal static class HtmlElements
{
    public static FrozenSet<string> Void { get; } = Set("area base br col command embed hr img input keygen link meta param source track wbr");

    /// <summary>Elements before which an open paragraph ends (HTML, section 13.1.2.4).</summary>
    public static FrozenSet<string> EndParagraph { get; } = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu "
        + "nav ol p pre search section table ul li dd dt summary");

    /// <summary>The elements that kramdown reads within a line; a line that starts with any other is a block.</summary>
    public static FrozenSet<string> KramdownSpan { get; } = Set(
        "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var");

    /// <summary>The block elements that kramdown takes for text where they stand within a line.</summary>
    public static FrozenSet<string> KramdownBlock { get; } = Set(
        "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head "
        + "iframe legend menu li main map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul");

    /// <summary>Elements whose inside is blocks for kramdown, where it is asked for Markdown.</summary>
    public static FrozenSet<string> HoldsBlocks { get; } = Set(
        "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header hgroup iframe li main map menu nav noscript object section summary td");

    /// <summary>Elements whose inside is text with markup for kramdown.</summary>
    public static FrozenSet<string> HoldsSpans { get; } = Set(
        "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt");

    /// <summary>Elements whose inside kramdown leaves alone even within a line.</summary>
    public static FrozenSet<string> HoldsRaw { get; } = Set("script style math option textarea pre code kbd samp var");

    /// <summary>Elements whose names are HTML's to kramdown: written in lower case.</summary>
    public static FrozenSet<string> Known { get; } =
        new[] { KramdownSpan, KramdownBlock, HoldsBlocks, HoldsSpans, HoldsRaw, Void }.SelectMany(names => names).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
