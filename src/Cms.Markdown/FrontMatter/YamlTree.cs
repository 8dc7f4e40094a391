using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Reads YAML's events into our own tree. The event parser is the one level of YamlDotNet that reads every front matter that Psych reads:
/// its object model stops at tags it does not know (<c>! 'x'</c>, written by WordPress converters) and at keys that occur twice.
/// </summary>
internal sealed class YamlTree
{
    public const int MaximumDepth = 100;

    // Counted with aliases expanded, so that a handful of lines cannot stand for a billion values.
    public const int MaximumValues = 100_000;

    private readonly Parser events;
    private readonly int firstLine;
    private readonly List<FrontMatterWarning> warnings;
    private readonly Dictionary<string, (FrontMatterValue? Value, int Count, int Depth)> anchors = new(StringComparer.Ordinal);
    private int values;

    private YamlTree(string yaml, int firstLine, List<FrontMatterWarning> warnings)
    {
        events = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        this.firstLine = firstLine;
        this.warnings = warnings;
    }

    /// <exception cref="YamlException">The text is no YAML.</exception>
    /// <exception cref="YamlLimitException">The text is over one of the limits above, or an alias stands for something that holds it.</exception>
    public static FrontMatterMap Read(string yaml, int firstLine, List<FrontMatterWarning> warnings)
    {
        var tree = new YamlTree(yaml, firstLine, warnings);
        try
        {
            return tree.ReadDocument();
        }
        catch (Exception failure) when (failure is not (YamlException or YamlLimitException))
        {
            // The scanner trips over a few texts that are no YAML ("operation is not valid due to the current state") instead of saying so.
            var (start, end) = tree.events.Current is { } last ? (last.End, last.End) : (Mark.Empty, Mark.Empty);
            throw new YamlException(start, end, "This can't be read", failure);
        }
    }

    private FrontMatterMap ReadDocument()
    {
        events.Consume<StreamStart>();
        if (!events.TryConsume<DocumentStart>(out _))
        {
            return FrontMatterMap.Empty;
        }

        var line = LineOf(events.Current!);
        var (root, _) = ReadValue(depth: 1);
        switch (root)
        {
            case FrontMatterMap map:
                // What follows would be a second document; reading on finds what is broken in the rest.
                while (events.MoveNext())
                {
                }

                return map;
            case FrontMatterScalar { Kind: FrontMatterScalarKind.Null }:
                return FrontMatterMap.Empty;
            default:
                warnings.Add(new(line, "front-matter-not-a-map", "The front matter holds no keys and was left out. Write each line as \"key: value\"."));
                return FrontMatterMap.Empty;
        }
    }

    private (FrontMatterValue Value, int Depth) ReadValue(int depth)
    {
        var line = LineOf(events.Current!);
        if (depth > MaximumDepth)
        {
            throw new YamlLimitException(line, string.Create(CultureInfo.InvariantCulture, $"The front matter is nested deeper than {MaximumDepth} levels. Make it flatter."));
        }

        if (events.TryConsume<AnchorAlias>(out var alias))
        {
            return ReadAlias(alias, depth);
        }

        Count(1, line);
        var before = values;
        var anchor = ((NodeEvent)events.Current!).Anchor;
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = (null, 0, 0);
        }

        var (value, height) = events.Current switch
        {
            Scalar scalar => (ReadScalar(scalar), 0),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            var other => throw new YamlException(other!.Start, other.End, "A value was expected."),
        };

        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = (value, values - before + 1, height);
        }

        return (value with { Line = line }, height);
    }

    private (FrontMatterValue Value, int Depth) ReadAlias(AnchorAlias alias, int depth)
    {
        var line = LineOf(alias);
        if (!anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"Nothing is called &{alias.Value.Value}.");
        }

        if (anchored.Value is null || depth + anchored.Depth > MaximumDepth)
        {
            throw new YamlLimitException(line, $"The alias *{alias.Value.Value} stands for something that holds it, or nests too deeply. Write the value out.");
        }

        Count(anchored.Count, line);
        return (anchored.Value with { Line = line }, anchored.Depth);
    }

    private FrontMatterScalar ReadScalar(Scalar scalar)
    {
        events.MoveNext();
        var quoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
        return new(scalar.Value, quoted ? FrontMatterScalarKind.Text : ScalarKinds.Of(scalar.Value), quoted);
    }

    private (FrontMatterValue Value, int Depth) ReadList(int depth)
    {
        events.MoveNext();
        var items = new List<FrontMatterValue>();
        var height = 0;
        while (!events.TryConsume<SequenceEnd>(out _))
        {
            var (item, itemHeight) = ReadValue(depth + 1);
            items.Add(item);
            height = Math.Max(height, itemHeight);
        }

        return (new FrontMatterList(items), height + 1);
    }

    private (FrontMatterValue Value, int Depth) ReadMap(int depth)
    {
        events.MoveNext();
        var entries = new List<KeyValuePair<string, FrontMatterValue>>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var height = 0;
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var (keyValue, _) = ReadValue(depth + 1);
            var key = keyValue is FrontMatterScalar scalar ? scalar.Text : keyValue.ToJson()?.ToJsonString() ?? "";
            var (value, valueHeight) = ReadValue(depth + 1);
            height = Math.Max(height, valueHeight);

            // Psych keeps the place of the first and the value of the last.
            if (positions.TryGetValue(key, out var position))
            {
                warnings.Add(new(keyValue.Line, "duplicate-key", $"The key \"{key}\" occurs more than once; the last one counts. Remove the others."));
                entries[position] = new(key, value);
            }
            else
            {
                positions.Add(key, entries.Count);
                entries.Add(new(key, value));
            }
        }

        return (new FrontMatterMap(entries), height + 1);
    }

    private void Count(int more, int line)
    {
        values += more;
        if (values > MaximumValues)
        {
            throw new YamlLimitException(line, string.Create(CultureInfo.InvariantCulture, $"The front matter stands for more than {MaximumValues} values. Move the data out of it."));
        }
    }

    private int LineOf(ParsingEvent parsed) => firstLine - 1 + (int)Math.Min(parsed.Start.Line, int.MaxValue / 2);
}

/// <summary>Front matter that can be read but is more than we take.</summary>
internal sealed class YamlLimitException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
