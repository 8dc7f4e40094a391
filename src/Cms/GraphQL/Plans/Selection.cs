using System.Text.Json;
using GraphQLParser.AST;

namespace Cms.GraphQL.Plans;

/// <summary>Writes a field's value.</summary>
internal delegate void FieldWriter<in T>(Utf8JsonWriter json, T source, PlanRun run);

/// <summary>What an answer shows of objects of one type.</summary>
internal sealed class Selection<T>
{
    private readonly List<(JsonEncodedText Key, FieldWriter<T> Write)> fields = [];

    private Selection()
    {
    }

    /// <param name="writerOf">How a field is written; null for one that the engine has to resolve.</param>
    /// <returns>Null where the engine has to.</returns>
    public static Selection<T>? Of(SelectedField parent, string type, GraphQLDocument document, Func<SelectedField, FieldWriter<T>?> writerOf)
    {
        if (SelectedField.Of(parent.Below, type, document) is not { } selected)
        {
            return null;
        }

        var selection = new Selection<T>();
        foreach (var field in selected)
        {
            if ((field.Name == "__typename" ? (json, _, _) => json.WriteStringValue(type) : writerOf(field)) is not { } write)
            {
                return null;
            }

            selection.fields.Add((field.Key, write));
        }

        return selection;
    }

    public void Write(Utf8JsonWriter json, T source, PlanRun run)
    {
        json.WriteStartObject();
        foreach (var (key, write) in fields)
        {
            json.WritePropertyName(key);
            write(json, source, run);
        }

        json.WriteEndObject();
    }

    public void WriteOrNull(Utf8JsonWriter json, T? source, PlanRun run)
    {
        if (source is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Write(json, source, run);
        }
    }

    public void WriteAll(Utf8JsonWriter json, IEnumerable<T> sources, PlanRun run)
    {
        json.WriteStartArray();
        foreach (var source in sources)
        {
            Write(json, source, run);
        }

        json.WriteEndArray();
    }
}
