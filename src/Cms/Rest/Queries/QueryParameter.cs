namespace Cms.Rest.Queries;

/// <summary>A query parameter: how it is checked, and how the API reference describes it.</summary>
internal sealed record QueryParameter(string Name, string Description)
{
    public ValueKind Kind { get; init; } = ValueKind.Text;

    /// <summary>Whether it may stand in the address more than once.</summary>
    public bool Repeatable { get; init; }

    public bool Required { get; init; }

    /// <summary>Whether its name ends in one that the client chooses: <c>field.NAME</c> takes all that begin with <c>field.</c>.</summary>
    public bool IsFamily { get; init; }

    /// <summary>All values that are taken; null takes any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What stands for it when it is left out; null for nothing.</summary>
    public string? Default { get; init; }

    public int Minimum { get; init; } = 1;

    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>What all of a family begin with.</summary>
    private string Prefix => Name[..(Name.IndexOf('.', StringComparison.Ordinal) + 1)];

    /// <summary>Whether a name in an address means this parameter.</summary>
    public bool Means(string name) => IsFamily ? name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.Ordinal) : name == Name;

    /// <summary>What the client chose.</summary>
    public string Chosen(string name) => name[Prefix.Length..];
}

internal enum ValueKind
{
    Text,
    Integer,
    Boolean,

    /// <summary>A moment in RFC 3339, or a bare date.</summary>
    Time,

    /// <summary>Several of the values, with commas between.</summary>
    TextList,
    Uuid,
}

/// <summary>On an endpoint: the parameters that it takes. It refuses all others.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
