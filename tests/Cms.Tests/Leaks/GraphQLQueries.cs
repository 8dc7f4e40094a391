using System.Text.Json.Nodes;

namespace Cms.Tests.Leaks;

/// <summary>A query for every field of the schema and for each of its arguments, down to where a type comes again.</summary>
internal sealed class GraphQLQueries(JsonNode schema)
{
    public const string Introspection =
        """
        { __schema { queryType { name } types { kind name
            fields { name args { name type { ...T } } type { ...T } }
            inputFields { name type { ...T } }
            enumValues { name } possibleTypes { name } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
        """;

    private readonly Dictionary<string, JsonNode> types = schema["__schema"]!["types"]!.AsArray().ToDictionary(type => type!["name"]!.GetValue<string>(), type => type!, StringComparer.Ordinal);

    /// <summary>Queries that name a thing by these names, and queries that name nothing.</summary>
    public IEnumerable<string> Of(IReadOnlyDictionary<string, string> names)
    {
        foreach (var field in types["Query"]["fields"]!.AsArray().Select(field => field!))
        {
            var selection = Selection(field["type"]!, []);
            var arguments = field["args"]!.AsArray().Select(argument => argument!).ToList();

            // What changes comes in order, and what was just made comes last.
            var size = field["name"]!.GetValue<string>() == "changes" ? "first: 50" : Size(arguments);
            var required = arguments.Where(argument => argument["type"]!["kind"]!.GetValue<string>() == "NON_NULL").ToList();
            if (required.Count == 0)
            {
                yield return Query(field, size, selection);
            }

            foreach (var argument in arguments)
            {
                var others = required.Where(other => other != argument).Select(other => $"{other["name"]}: {Literals(other["type"]!, Values(other, names), names, 0).First()}");
                foreach (var literal in Literals(argument["type"]!, Values(argument, names), names, 0))
                {
                    yield return Query(field, string.Join(", ", others.Append($"{argument["name"]}: {literal}").Append(size).Where(text => text.Length > 0)), selection);
                }
            }
        }
    }

    private static List<string> Values(JsonNode argument, IReadOnlyDictionary<string, string> names) =>
        [.. NamedThings.KindsOf(argument["name"]!.GetValue<string>()).Select(kind => names[kind])];

    private static string Query(JsonNode field, string arguments, string selection) =>
        $"{{ {field["name"]}{(arguments.Length == 0 ? "" : $"({arguments})")}{selection} }}";

    private static string Size(IEnumerable<JsonNode> arguments) => arguments.Any(argument => argument["name"]!.GetValue<string>() == "first") ? "first: 2" : "";

    // Each condition by itself: a list of one, an object with one field.
    private IEnumerable<string> Literals(JsonNode type, List<string> values, IReadOnlyDictionary<string, string> names, int depth)
    {
        var name = type["name"]?.GetValue<string>();
        return type["kind"]!.GetValue<string>() switch
        {
            "NON_NULL" => Literals(type["ofType"]!, values, names, depth),
            "LIST" => Literals(type["ofType"]!, values, names, depth).Select(literal => $"[{literal}]"),
            "ENUM" => types[name!]["enumValues"]!.AsArray().Select(value => value!["name"]!.GetValue<string>()).Where(value => value != "DRAFT"),
            "INPUT_OBJECT" when depth < 4 => types[name!]["inputFields"]!.AsArray()
                .Where(field => field!["name"]!.GetValue<string>() is not ("and" or "or" or "status"))
                .SelectMany(field => Literals(field!["type"]!, depth == 0 ? Values(field!, names) : values, names, depth + 1).Select(literal => $"{{ {field!["name"]}: {literal} }}")),
            "SCALAR" when name is "String" or "ID" => values.Select(value => $"\"{value}\""),
            "SCALAR" when name == "UUID" => [$"\"{names["id"]}\""],
            "SCALAR" when name == "DateTime" => ["\"2001-01-01T00:00:00Z\""],
            "SCALAR" when name == "Boolean" => ["true"],
            _ => [],
        };
    }

    private string Selection(JsonNode type, string[] above)
    {
        var (kind, name) = Named(type);
        return kind switch
        {
            "OBJECT" => $" {{ {string.Join(' ', Fields(name, above, aliased: false))} }}",
            "INTERFACE" or "UNION" => $" {{ __typename {string.Join(' ', PossibleTypes(name).Select(possible => $"... on {possible} {{ {string.Join(' ', Fields(possible, [possible], aliased: true))} }}"))} }}",
            _ => "",
        };
    }

    private IEnumerable<string> PossibleTypes(string name) => types[name]["possibleTypes"]!.AsArray().Select(possible => possible!["name"]!.GetValue<string>());

    private IEnumerable<string> Fields(string type, string[] above, bool aliased)
    {
        yield return "__typename";
        foreach (var field in types[type]["fields"]!.AsArray().Select(field => field!))
        {
            var arguments = field["args"]!.AsArray().Select(argument => argument!).ToList();
            var required = arguments.Where(argument => argument["type"]!["kind"]!.GetValue<string>() == "NON_NULL").ToList();
            var hasParts = Named(field["type"]!).Kind is "OBJECT" or "INTERFACE" or "UNION";
            if (required.Exists(argument => Named(argument["type"]!).Name != "Int")
                || (hasParts && above.Contains(type))
                || field["name"]!.GetValue<string>() == "edges")
            {
                continue;
            }

            // Fields of one name may differ in type between the members of a union.
            var given = string.Join(", ", required.Select(argument => $"{argument["name"]}: 1").Append(Size(arguments)).Where(text => text.Length > 0));
            var selection = hasParts ? Selection(field["type"]!, [.. above, type]) : "";
            yield return $"{(aliased ? $"{type}_{field["name"]}: " : "")}{field["name"]}{(given.Length == 0 ? "" : $"({given})")}{selection}";
        }
    }

    private static (string Kind, string Name) Named(JsonNode type)
    {
        for (; type["ofType"] is { } inner; type = inner)
        {
        }

        return (type["kind"]!.GetValue<string>(), type["name"]!.GetValue<string>());
    }
}
