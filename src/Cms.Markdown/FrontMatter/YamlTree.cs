using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Reads YAML's events into our own tree. The event parser is the one level of YamlDotNet that reads every front matter that Psych reads:
/// its object model stops at tags it does not know (<c>! 'x'</c>, written by WordPress converters) and at keys that occur twice.
/// </summary>
internal sealed class YamlTree
{
    private readonly Parser events;
    private readonly string yaml;
    private readonly int firstLine;
    private readonly List<FrontMatterWarning> warnings;
    private readonly YamlPlaces? places;
    private readonly FrontMatterLimits limits = new();
    private readonly Dictionary<string, Anchored> anchors = new(StringComparer.Ordinal);
    private int end;
    private int counted;
    private int lines;

    private YamlTree(string yaml, int firstLine, List<FrontMatterWarning> warnings, YamlPlaces? places)
    {
        events = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        this.yaml = yaml;
        this.firstLine = firstLine;
        this.warnings = warnings;
        this.places = places;
    }

    /// <exception cref="YamlException">The text is no YAML.</exception>
    /// <exception cref="FrontMatterLimitException">The text is over a limit, or an alias stands for something that holds it.</exception>
    public static FrontMatterMap Read(string yaml, int firstLine, List<FrontMatterWarning> warnings, YamlPlaces? places)
    {
        var tree = new YamlTree(yaml, firstLine, warnings, places);
        try
        {
            return tree.ReadDocument();
        }
        catch (Exception failure) when (failure is not (YamlException or FrontMatterLimitException))
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
        FrontMatterLimits.CheckDepth(depth, line);
        if (events.TryConsume<AnchorAlias>(out var alias))
        {
            return ReadAlias(alias, depth);
        }

        limits.Count(1, 0, line);
        var (valuesBefore, textBefore) = (limits.Values, limits.Text);
        var start = events.Current!.Start.Index;
        var anchor = ((NodeEvent)events.Current!).Anchor;
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = Anchored.Open;
        }

        var (value, height) = events.Current switch
        {
            Scalar scalar => (ReadScalar(scalar, line), 0),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            var other => throw new YamlException(other!.Start, other.End, "A value was expected."),
        };

        value = value with { Line = line };
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = new(value, limits.Values - valuesBefore + 1, limits.Text - textBefore, height);
        }

        places?.Remember(value, (int)start, Math.Max((int)start, end));
        return (value, height);
    }

    private (FrontMatterValue Value, int Depth) ReadAlias(AnchorAlias alias, int depth)
    {
        var line = LineOf(alias);
        end = (int)alias.End.Index;
        if (!anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"Nothing is called &{alias.Value.Value}.");
        }

        if (anchored.Value is null || depth + anchored.Depth > FrontMatterLimits.MaximumDepth)
        {
            throw new FrontMatterLimitException(line, $"The alias *{alias.Value.Value} stands for something that holds it, or nests too deeply. Write the value out.");
        }

        limits.Count(anchored.Values, anchored.Text, line);
        return (anchored.Value with { Line = line }, anchored.Depth);
    }

    private FrontMatterScalar ReadScalar(Scalar scalar, int line)
    {
        events.MoveNext();
        limits.Count(0, scalar.Value.Length, line);

        // A value that is not written has the position of whatever comes next.
        if (scalar.End.Index > scalar.Start.Index)
        {
            end = (int)scalar.End.Index;
        }

        var quoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
        return new(scalar.Value, quoted ? FrontMatterScalarKind.Text : ScalarKinds.Of(scalar.Value), quoted);
    }

    private (FrontMatterValue Value, int Depth) ReadList(int depth)
    {
        var isFlow = ((SequenceStart)events.Current!).Style == SequenceStyle.Flow;
        events.MoveNext();
        var items = new List<FrontMatterValue>();
        var height = 0;
        while (events.Current is not SequenceEnd)
        {
            var (item, itemHeight) = ReadValue(depth + 1);
            items.Add(item);
            height = Math.Max(height, itemHeight);
        }

        EndCollection(isFlow);
        return (new FrontMatterList(items), height + 1);
    }

    private (FrontMatterValue Value, int Depth) ReadMap(int depth)
    {
        var isFlow = ((MappingStart)events.Current!).Style == MappingStyle.Flow;
        if (depth == 1 && places is not null)
        {
            places.IsFlow = isFlow;
        }

        events.MoveNext();
        var map = new MapBuilder();
        var height = 0;
        while (events.Current is not MappingEnd)
        {
            var (keyStart, keyEnd) = (events.Current!.Start.Index, events.Current.End.Index);
            var isMerge = events.Current is Scalar { Value: "<<", Tag: { IsEmpty: true } or { Value: not "tag:yaml.org,2002:str" } };
            var (keyValue, _) = ReadValue(depth + 1);
            var key = keyValue is FrontMatterScalar scalar ? scalar.Text : keyValue.ToJson()?.ToJsonString() ?? "";
            var first = events.Current!;
            end = (int)first.Start.Index;
            var (value, valueHeight) = ReadValue(depth + 1);
            height = Math.Max(height, valueHeight);
            if (!isMerge || !Merge(map, value, first, keyValue.Line))
            {
                map.Add(key, value, keyValue.Line, warnings);
            }

            if (depth == 1)
            {
                places?.Add(new(key, value, (int)keyStart, (int)keyEnd, (int)first.Start.Index, end, NotationOf(first)));
            }
        }

        EndCollection(isFlow);
        return (map.Build(), height + 1);
    }

    // As Psych does it: merged where it stands, over the keys above; of several maps the first wins; what can't be merged is an entry like any other.
    private bool Merge(MapBuilder map, FrontMatterValue value, ParsingEvent first, int line)
    {
        List<FrontMatterMap> merged;
        switch (value)
        {
            case FrontMatterMap one:
                merged = [one];
                break;
            case FrontMatterList list when first is SequenceStart && list.Items.All(item => item is FrontMatterMap):
                merged = [.. list.Items.Cast<FrontMatterMap>().Reverse()];
                break;
            default:
                return false;
        }

        foreach (var (key, inherited) in merged.SelectMany(one => one.Entries))
        {
            limits.Count(1, key.Length, line);
            map.Inherit(key, inherited);
        }

        return true;
    }

    // A block's end has the position of what follows it, but its last scalar has its own.
    private void EndCollection(bool isFlow)
    {
        end = isFlow ? (int)events.Current!.Start.Index + 1 : end;
        events.MoveNext();
    }

    private static YamlNotation NotationOf(ParsingEvent first) => first switch
    {
        AnchorAlias => YamlNotation.Alias,
        SequenceStart list => list.Style == SequenceStyle.Flow ? YamlNotation.Flow : YamlNotation.Block,
        MappingStart map => map.Style == MappingStyle.Flow ? YamlNotation.Flow : YamlNotation.Block,
        Scalar scalar => scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlNotation.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlNotation.DoubleQuoted,
            ScalarStyle.Literal => YamlNotation.Literal,
            ScalarStyle.Folded => YamlNotation.Folded,
            _ => YamlNotation.Plain,
        },
        _ => YamlNotation.Plain,
    };

    // Not the parser's line, which also grows at U+0085, U+2028 and U+2029.
    private int LineOf(ParsingEvent parsed)
    {
        var index = (int)Math.Min(parsed.Start.Index, yaml.Length);
        if (index > counted)
        {
            lines += yaml.AsSpan(counted, index - counted).Count('\n');
            counted = index;
        }

        return firstLine + lines;
    }

    private sealed record Anchored(FrontMatterValue? Value, int Values, int Text, int Depth)
    {
        public static Anchored Open { get; } = new(null, 0, 0, 0);
    }
}
