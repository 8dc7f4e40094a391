using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown;

/// <param name="Url">As written.</param>
/// <param name="Title">Null where there is none.</param>
internal sealed record LinkTarget(string Url, string? Title)
{
    /// <summary>What stands for the definition among the blocks, whose attributes each link to it gets; null where the link says itself where it leads.</summary>
    public Block? Definition { get; init; }
}

/// <param name="Definition">What stands for it among the blocks, whose attributes each use of it gets.</param>
internal sealed record Abbreviation(string Meaning, Block Definition);

/// <summary>What the parts of one document share while it is read.</summary>
internal sealed class DocumentState(MarkdownDocument document, RenderingOptions options)
{
    /// <summary>How deep blocks are read in one another; what is nested deeper is text.</summary>
    public const int MaximumDepth = 100;

    public MarkdownDocument Document { get; } = document;

    /// <summary>The source's, and what the document itself says otherwise.</summary>
    public RenderingOptions Options { get; set; } = options;

    /// <summary>What the document asks for and does not get.</summary>
    public List<RenderingWarning> Warnings { get; } = [];

    public Dictionary<string, LinkTarget> Links { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Abbreviation> Abbreviations { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Footnote> Footnotes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, AttributeSet> AttributeDefinitions { get; } = new(StringComparer.Ordinal);

    /// <summary>The attribute lists of blocks, applied when all definitions are known.</summary>
    public Dictionary<Block, AttributeSet> Attributes { get; } = [];

    public bool NeedsSanitising { get; private set; }

    public void Apply(AttributeSet set, MarkdownObject target) =>
        NeedsSanitising |= set.ApplyTo(target.GetAttributes(), AttributeDefinitions);

    /// <summary>Gives an element what is said of the definition that it goes by.</summary>
    public void ApplyDefinition(Block? definition, MarkdownObject target)
    {
        if (definition is not null && Attributes.TryGetValue(definition, out var set))
        {
            Apply(set, target);
        }
    }

    /// <summary>Takes what a tag sets.</summary>
    /// <param name="line">Of the tag, counted from 0.</param>
    public void SetOptions(ExtensionTag tag, int line)
    {
        Options = DocumentOptions.After(Options, tag);
        foreach (var (name, _) in tag.Values)
        {
            if (KramdownOptions.ReasonAgainst(name) is { } reason)
            {
                Warnings.Add(new(line + 1, KramdownOptions.Warning, $"The option '{name}' is not followed: {reason}."));
            }
        }
    }

    public AttributeSet AttributesOf(Block block)
    {
        if (!Attributes.TryGetValue(block, out var set))
        {
            Attributes[block] = set = new AttributeSet();
        }

        return set;
    }

    /// <summary>A link's label as it is looked up: white space squeezed, case ignored.</summary>
    public static string Label(ReadOnlySpan<char> label)
    {
        var squeezed = new System.Text.StringBuilder(label.Length);
        foreach (var c in label)
        {
            if (!Characters.IsSpace(c))
            {
                squeezed.Append(char.ToLowerInvariant(c));
            }
            else if (squeezed.Length == 0 || squeezed[^1] != ' ')
            {
                squeezed.Append(' ');
            }
        }

        return squeezed.ToString();
    }
}
