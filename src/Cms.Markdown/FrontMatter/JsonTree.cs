using System.Text;
using System.Text.Json;

namespace Cms.Markdown.FrontMatter;

/// <summary>Reads a JSON object into our own tree. Comments and a comma behind the last member pass, as they stand in files that people write.</summary>
internal ref struct JsonTree
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,

        // Ours comes first, and knows the line.
        MaxDepth = FrontMatterLimits.MaximumDepth + 10,
    };

    private readonly ReadOnlySpan<byte> utf8;
    private readonly List<FrontMatterWarning> warnings;
    private readonly FrontMatterLimits limits = new();
    private readonly List<JsonEntry>? places;
    private Utf8JsonReader reader;
    private int counted;
    private int line;

    private JsonTree(ReadOnlySpan<byte> utf8, int firstLine, List<FrontMatterWarning> warnings, List<JsonEntry>? places)
    {
        this.utf8 = utf8;
        this.warnings = warnings;
        this.places = places;
        reader = new(utf8, Options);
        line = firstLine;
    }

    /// <param name="json">The object with its braces.</param>
    /// <param name="places">Filled with where the object's members stand, where somebody asks for it.</param>
    public static (FrontMatterMap Map, FrontMatterWarning? Refusal) Read(string json, int firstLine, List<FrontMatterWarning> warnings, List<JsonEntry>? places = null)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var tree = new JsonTree(bytes, firstLine, warnings, places);
        try
        {
            tree.reader.Read();
            var map = tree.ReadMap(depth: 1);
            tree.reader.Read();
            return (map, null);
        }
        catch (FrontMatterLimitException limit)
        {
            return (FrontMatterMap.Empty, new(limit.Line, "front-matter-limit", limit.Message));
        }
        catch (JsonException invalid)
        {
            return (FrontMatterMap.Empty, new(firstLine + (int)(invalid.LineNumber ?? 0), "invalid-json",
                $"The front matter is not valid JSON: {Reason(invalid.Message)}. Correct this line."));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return (FrontMatterMap.Empty, new(tree.LineOfToken(), "invalid-json", "The front matter is not valid JSON: a character is escaped by halves. Correct this line."));
        }
    }

    /// <summary>A number in JSON's spelling.</summary>
    public static FrontMatterScalar Number(string text) =>
        new(text, text.AsSpan().IndexOfAny(".eE") < 0 ? FrontMatterScalarKind.Integer : FrontMatterScalarKind.Float, Quoted: false);

    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    private FrontMatterValue ReadValue(int depth)
    {
        var start = LineOfToken();
        FrontMatterLimits.CheckDepth(depth, start);
        limits.Count(1, reader.ValueSpan.Length, start);
        FrontMatterValue value = reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(depth),
            JsonTokenType.StartArray => ReadList(depth),
            JsonTokenType.String => FrontMatterScalar.Of(reader.GetString()!),
            JsonTokenType.Number => Number(Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => FrontMatterScalar.Of(true),
            JsonTokenType.False => FrontMatterScalar.Of(false),
            _ => FrontMatterScalar.Null,
        };
        return value with { Line = start };
    }

    private FrontMatterList ReadList(int depth)
    {
        var items = new List<FrontMatterValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(depth + 1));
        }

        return new(items);
    }

    private FrontMatterMap ReadMap(int depth)
    {
        var map = new MapBuilder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyLine = LineOfToken();
            var keyStart = (int)reader.TokenStartIndex;
            var key = reader.GetString()!;
            limits.Count(0, key.Length, keyLine);
            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            map.Add(key, ReadValue(depth + 1), keyLine, warnings);
            if (depth == 1)
            {
                places?.Add(new(key, CharactersTo(keyStart), CharactersTo(valueStart), CharactersTo((int)reader.BytesConsumed)));
            }
        }

        return map.Build();
    }

    private int LineOfToken()
    {
        var start = (int)reader.TokenStartIndex;
        line += utf8[counted..start].Count((byte)'\n');
        counted = start;
        return line;
    }

    private readonly int CharactersTo(int position) => Encoding.UTF8.GetCharCount(utf8[..position]);
}

/// <summary>Where a member of the outermost object stands, in characters.</summary>
internal readonly record struct JsonEntry(string Key, int Start, int ValueStart, int End);
