using System.Globalization;
using Cms.Answers;

namespace Cms.Rest.Queries;

/// <summary>The values of a request's query, checked against the parameters that its endpoint takes. Whatever is wrong with them is told at once.</summary>
internal sealed class QueryValues
{
    private readonly IQueryCollection query;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    public QueryValues(IQueryCollection query, QueryParameters parameters)
    {
        this.query = query;
        foreach (var name in query.Keys)
        {
            if (parameters.All.FirstOrDefault(parameter => parameter.Means(name)) is not { } known)
            {
                Refuse(name, $"There is no parameter '{name}' here. {Exist(parameters)}");
            }
            else if (query[name].Count > 1 && !known.Repeatable)
            {
                Refuse(name, $"'{name}' is given {query[name].Count} times. Give it once.");
            }
            else if (query[name].Append(name).Any(value => value!.Contains('\0', StringComparison.Ordinal)))
            {
                Refuse(name, $"'{name}' holds a NUL character, which no text here has.");
            }
        }

        foreach (var missing in parameters.All.Where(parameter => parameter.Required && Text(parameter) is null && !errors.ContainsKey(parameter.Name)))
        {
            Refuse(missing.Name, $"'{missing.Name}' is missing. {missing.Description}");
        }
    }

    public string? Text(QueryParameter parameter) => query.TryGetValue(parameter.Name, out var values) && values is [{ } value, ..] ? value : parameter.Default;

    public IReadOnlyList<string> Texts(QueryParameter parameter) => query.TryGetValue(parameter.Name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>What a family was given: the names that the client chose, and a value for each.</summary>
    public IEnumerable<(string Name, string Value)> Family(QueryParameter parameter) =>
        query.Where(given => parameter.Means(given.Key) && given.Value is [not null, ..]).Select(given => (parameter.Chosen(given.Key), given.Value[0]!));

    /// <summary>One of the parameter's values.</summary>
    public string? Choice(QueryParameter parameter)
    {
        var text = Text(parameter);
        if (text is not null && !parameter.Values!.Contains(text, StringComparer.Ordinal))
        {
            Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{text}'. It is one of {string.Join(", ", parameter.Values!)}.");
        }

        return text;
    }

    /// <summary>Several of the parameter's values; null when it is left out.</summary>
    public IReadOnlyList<string>? Choices(QueryParameter parameter)
    {
        var names = Text(parameter)?.Split(',', StringSplitOptions.TrimEntries);
        if (names?.Except(parameter.Values!, StringComparer.Ordinal).ToList() is [_, ..] unknown)
        {
            Refuse(parameter.Name, $"'{parameter.Name}' cannot name '{string.Join("', '", unknown)}'. There are {string.Join(", ", parameter.Values!)}.");
        }

        return names;
    }

    /// <summary>A repeatable parameter, each time one of its values.</summary>
    public IReadOnlyList<string> ChoicesOfEach(QueryParameter parameter)
    {
        var names = Texts(parameter);
        if (names.Except(parameter.Values!, StringComparer.Ordinal).ToList() is [_, ..] unknown)
        {
            Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{string.Join("', '", unknown)}'. It is one of {string.Join(", ", parameter.Values!)}.");
        }

        return names;
    }

    public int? Integer(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= parameter.Minimum && number <= parameter.Maximum)
        {
            return number;
        }

        Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{text}'. It is a whole number from {parameter.Minimum} to {parameter.Maximum}.");
        return null;
    }

    public bool? Boolean(QueryParameter parameter)
    {
        switch (Text(parameter))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            case var other:
                Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{other}'. It is true or false.");
                return null;
        }
    }

    public IReadOnlyList<Guid> Uuids(QueryParameter parameter)
    {
        List<Guid> ids = [];
        foreach (var text in Texts(parameter))
        {
            if (Guid.TryParseExact(text, "D", out var id))
            {
                ids.Add(id);
            }
            else
            {
                Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{text}'. It is a UUID such as 0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51.");
            }
        }

        return ids;
    }

    /// <summary>A moment; a bare date is the start of that day in the zone.</summary>
    public DateTimeOffset? Time(QueryParameter parameter, TimeZoneInfo zone)
    {
        if (Text(parameter) is not { } text)
        {
            return null;
        }

        // The years at either end have no room for an offset.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
        }

        if (Moments.TryRead(text, out var moment))
        {
            return moment.ToUniversalTime();
        }

        Refuse(parameter.Name, $"'{parameter.Name}' cannot be '{text}'. Write a date (2014-06-09) or a moment (2014-06-09T18:00:22Z; a plus sign in an address is %2B).");
        return null;
    }

    public void Refuse(string parameter, string reason) => errors.TryAdd(parameter, [reason]);

    /// <summary>Ends the reading: what follows may trust the values.</summary>
    /// <exception cref="ProblemException">400, with a reason for each parameter that cannot be taken.</exception>
    public void Done()
    {
        if (errors.Count > 0)
        {
            throw new ProblemException(Problem.OfParameters(errors));
        }
    }

    private static string Exist(QueryParameters parameters) => parameters.All.Count == 0
        ? "This address takes none."
        : $"There are {string.Join(", ", parameters.All.Select(parameter => parameter.Name))}.";
}
