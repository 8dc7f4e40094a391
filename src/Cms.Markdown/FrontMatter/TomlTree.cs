using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Reads TOML's syntax tree into our own. Dates keep their spelling; a time of day is text. What TOML forbids and can be understood, a key or a table
/// that is given twice, is taken as in the other formats: the last one counts.
/// </summary>
internal sealed class TomlTree
{
    private static readonly TomlSerializerOptions Options = TomlSerializerOptions.Default with { MaxDepth = FrontMatterLimits.MaximumDepth };

    private readonly int firstLine;
    private readonly List<FrontMatterWarning> warnings;
    private readonly FrontMatterLimits limits = new();

    private TomlTree(int firstLine, List<FrontMatterWarning> warnings)
    {
        this.firstLine = firstLine;
        this.warnings = warnings;
    }

    public static (FrontMatterMap Map, FrontMatterWarning? Refusal) Read(string toml, int firstLine, List<FrontMatterWarning> warnings)
    {
        try
        {
            var document = Parse(toml);
            if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
            {
                return Refuse(firstLine + error.Span.Start.Line, "invalid-toml", $"The front matter is not valid TOML: {error.Message.TrimEnd('.')}. Correct this line.");
            }

            return (new TomlTree(firstLine, warnings).ReadDocument(document), null);
        }
        catch (FrontMatterLimitException limit)
        {
            return Refuse(limit.Line, "front-matter-limit", limit.Message);
        }
        catch (TomlException)
        {
            // The one error that the parser throws, without a line.
            return Refuse(firstLine, "front-matter-limit", FrontMatterLimits.TooDeep);
        }
    }

    /// <exception cref="TomlException">It is nested deeper than we take.</exception>
    public static DocumentSyntax Parse(string toml) => SyntaxParser.Parse(toml, Options, sourceName: null, validate: false);

    /// <summary>The parts of a key, <c>a."b.c"</c> being two.</summary>
    public static List<string> PartsOf(KeySyntax key)
    {
        List<string> parts = [TextOf(key.Key)];
        parts.AddRange(key.DotKeys.Select(part => TextOf(part.Key)));
        return parts;
    }

    private static (FrontMatterMap Map, FrontMatterWarning? Refusal) Refuse(int line, string code, string message) => (FrontMatterMap.Empty, new(line, code, message));

    private static string TextOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax text => text.Value ?? "",
        _ => "",
    };

    private FrontMatterMap ReadDocument(DocumentSyntax document)
    {
        var root = new Table(firstLine);
        Fill(root, document.KeyValues, depth: 1);
        foreach (var header in document.Tables)
        {
            var line = LineOf(header);
            var parts = PartsOf(header.Name!);
            var parent = Find(root, parts, parts.Count - 1, line, depth: 1);
            Fill(header is TableArraySyntax ? Append(parent, parts[^1], line) : Enter(parent, parts[^1], line), header.Items, parts.Count + 1);
        }

        return root.Build();
    }

    private void Fill(Table table, IEnumerable<KeyValueSyntax> items, int depth)
    {
        foreach (var item in items)
        {
            var line = LineOf(item);
            var parts = PartsOf(item.Key!);
            var owner = Find(table, parts, parts.Count - 1, line, depth);
            Set(owner, parts[^1], ReadValue(item.Value!, depth + parts.Count), line);
        }
    }

    private object ReadValue(ValueSyntax value, int depth)
    {
        var line = LineOf(value);
        FrontMatterLimits.CheckDepth(depth, line);
        limits.Count(1, value.Span.Length, line);
        switch (value)
        {
            case ArraySyntax array:
                return new FrontMatterList([.. array.Items.Select(item => Built(ReadValue(item.Value!, depth + 1)))]) { Line = line };
            case InlineTableSyntax inline:
                var table = new Table(line);
                Fill(table, inline.Items.Select(item => item.KeyValue!), depth);
                return table;
            default:
                return ReadScalar(value) with { Line = line };
        }
    }

    private static FrontMatterScalar ReadScalar(ValueSyntax value) => value switch
    {
        StringValueSyntax text => FrontMatterScalar.Of(text.Value ?? ""),
        BooleanValueSyntax boolean => FrontMatterScalar.Of(boolean.Value),
        IntegerValueSyntax integer => new(integer.Token!.Text!, FrontMatterScalarKind.Integer, Quoted: false),
        FloatValueSyntax real => new(real.Token!.Text!, double.IsFinite(real.Value) ? FrontMatterScalarKind.Float : FrontMatterScalarKind.Text, Quoted: false),
        DateTimeValueSyntax date => new(date.Token!.Text!, date.Kind switch
        {
            SyntaxKind.LocalDate => FrontMatterScalarKind.Date,
            SyntaxKind.LocalTime => FrontMatterScalarKind.Text,
            _ => FrontMatterScalarKind.Timestamp,
        }, Quoted: false),
        _ => FrontMatterScalar.Null,
    };

    private Table Find(Table table, List<string> parts, int count, int line, int depth)
    {
        FrontMatterLimits.CheckDepth(depth + parts.Count, line);
        for (var i = 0; i < count; i++)
        {
            table = Enter(table, parts[i], line);
        }

        return table;
    }

    // Of an array of tables the last one is meant.
    private Table Enter(Table table, string key, int line)
    {
        switch (table.Find(key))
        {
            case Table inner:
                return inner;
            case List<Table> list:
                return list[^1];
            default:
                var made = new Table(line);
                Set(table, key, made, line);
                return made;
        }
    }

    private Table Append(Table table, string key, int line)
    {
        limits.Count(1, 0, line);
        var made = new Table(line);
        if (table.Find(key) is List<Table> list)
        {
            list.Add(made);
        }
        else
        {
            Set(table, key, new List<Table> { made }, line);
        }

        return made;
    }

    private void Set(Table table, string key, object value, int line)
    {
        limits.Count(1, key.Length, line);
        if (!table.Set(key, value))
        {
            warnings.Add(new(line, "duplicate-key", string.Create(CultureInfo.InvariantCulture, $"The key \"{key}\" occurs more than once; the last one counts. Remove the others.")));
        }
    }

    private int LineOf(SyntaxNode node) => firstLine + node.Span.Start.Line;

    private static FrontMatterValue Built(object value) => value switch
    {
        Table table => table.Build(),
        List<Table> list => new FrontMatterList([.. list.Select(table => table.Build())]) { Line = list[0].Line },
        _ => (FrontMatterValue)value,
    };

    // Open until the end: a later header may add to any table.
    private sealed class Table(int line)
    {
        private readonly List<string> keys = [];
        private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

        public int Line => line;

        public object? Find(string key) => values.GetValueOrDefault(key);

        public bool Set(string key, object value)
        {
            var isNew = values.TryAdd(key, value);
            if (isNew)
            {
                keys.Add(key);
            }
            else
            {
                values[key] = value;
            }

            return isNew;
        }

        public FrontMatterMap Build() => new([.. keys.Select(key => KeyValuePair.Create(key, Built(values[key])))]) { Line = line };
    }
}
