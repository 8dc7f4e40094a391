using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Answers;

namespace Cms.Rest.Queries;

/// <summary>The members of a JSON object in a request's body, checked against those that it may have. Whatever is wrong with them is told at once.</summary>
internal sealed class JsonMembers
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string[]> errors;
    private readonly string prefix;

    public JsonMembers(JsonElement element, IReadOnlyList<string> names)
        : this(element, names, "", new(StringComparer.Ordinal))
    {
    }

    private JsonMembers(JsonElement element, IReadOnlyList<string>? names, string prefix, SortedDictionary<string, string[]> errors)
    {
        this.errors = errors;
        this.prefix = prefix;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name || names?.Contains(name, StringComparer.Ordinal) == false)
            {
                Refuse(NameOf(member) ?? "", names is null ? "Its name cannot be read." : $"There is no such member. There are {string.Join(", ", names)}.");
            }
            else
            {
                members[name] = member.Value;
            }
        }
    }

    public bool Has(string name) => members.ContainsKey(name);

    public bool IsNull(string name) => members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public bool IsText(string name) => Value(name)?.ValueKind == JsonValueKind.String;

    /// <summary>Null for null and where the member is left out, as for all that follow.</summary>
    public string? Text(string name) => Value(name) is { } value ? TextOf(name, value) : null;

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select((item, index) => TextOf($"{name}[{index}]", item)).OfType<string>()];

    public bool? Boolean(string name)
    {
        switch (Value(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Refuse(name, "It is true or false.");
                return null;
        }
    }

    public int? Integer(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Refuse(name, "It is a whole number.");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Moments.TryRead(text, out var moment) && moment.Year is > 1 and < 9999)
        {
            return moment;
        }

        Refuse(name, "It is a moment of RFC 3339 between the years 2 and 9998, such as 2014-06-09T18:00:22Z.");
        return null;
    }

    public Guid? Uuid(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        Refuse(name, "It is a UUID such as 0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51.");
        return null;
    }

    /// <summary>An object with members of any name, in their order.</summary>
    public JsonObject? Object(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        try
        {
            // Made and written once, so that what cannot be kept is found here.
            if (value.ValueKind == JsonValueKind.Object && JsonNode.Parse(JsonObject.Create(value)!.ToJsonString(JsonSerializerOptions.Web)) is JsonObject members)
            {
                return members;
            }

            Refuse(name, "It is an object.");
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or JsonException or ArgumentException)
        {
            Refuse(name, "One of its texts cannot be read: it holds half a character.");
        }

        return null;
    }

    /// <summary>A list of objects with these members, or of texts where <paramref name="ofText"/> makes something of them.</summary>
    public IReadOnlyList<T> Objects<T>(string name, IReadOnlyList<string> names, Func<JsonMembers, T?> ofObject, Func<string, T>? ofText = null)
        where T : class
    {
        List<T> all = [];
        foreach (var (index, item) in Items(name).Index())
        {
            var place = $"{name}[{index}]";
            var one = item.ValueKind switch
            {
                JsonValueKind.Object => ofObject(new JsonMembers(item, names, $"{prefix}{place}.", errors)),
                JsonValueKind.String when ofText is not null => TextOf(place, item) is { } text ? ofText(text) : null,
                _ => null,
            };
            if (one is not null)
            {
                all.Add(one);
            }
            else
            {
                Refuse(place, ofText is null ? $"It is an object of {string.Join(", ", names)}." : $"It is a text, or an object of {string.Join(", ", names)}.");
            }
        }

        return all;
    }

    /// <summary>The members of an object within; of none where it is left out.</summary>
    public JsonMembers Member(string name, IReadOnlyList<string> names)
    {
        if (Element(name) is { ValueKind: JsonValueKind.Object } value)
        {
            return new(value, names, $"{prefix}{name}.", errors);
        }

        Refuse(name, "It is an object.");
        return new(EmptyObject, names, $"{prefix}{name}.", errors);
    }

    /// <summary>A member as it stands there; null for null and where it is left out.</summary>
    public JsonElement? Element(string name) => Value(name);

    public void Refuse(string name, string reason) => errors.TryAdd(prefix + name, [reason]);

    /// <summary>Ends the reading: what follows may trust the values.</summary>
    /// <exception cref="ProblemException">400, with a reason for each member that cannot be taken.</exception>
    public void Done()
    {
        if (errors.Count > 0)
        {
            throw new ProblemException(Problem.Of(
                ProblemKind.InvalidBody, string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")), errors));
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private JsonElement? Value(string name) => members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement.ArrayEnumerator Items(string name)
    {
        var value = Value(name);
        if (value is { ValueKind: not JsonValueKind.Array })
        {
            Refuse(name, "It is a list.");
        }

        return value is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
    }

    private string? TextOf(string name, JsonElement value)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }

            Refuse(name, "It is a text.");
        }
        catch (InvalidOperationException)
        {
            Refuse(name, "It cannot be read: it holds half a character (a lone surrogate), or is no UTF-8.");
        }

        return null;
    }
}
