namespace Cms.Content.Access;

/// <summary>A change to be written down. Nothing in it is secret, and nothing quotes a text: the audit outlives what was purged.</summary>
/// <param name="Action">In the past tense: <c>created</c>, <c>published</c>, <c>revoked</c>.</param>
/// <param name="Kind">What was changed: <c>post</c>, <c>tag</c>, <c>source</c>, <c>key</c>.</param>
/// <param name="Subject">The id of what was changed; null where there is none.</param>
public sealed record AuditEntry(string Action, string Kind, string? Subject)
{
    /// <summary>What else is worth knowing, such as <c>revision</c>: numbers, names, addresses.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}

/// <summary>Keys and tokens that did not count, from one address within a minute.</summary>
/// <param name="address">Null for several addresses, or an unknown one.</param>
public sealed class FailedSignIns(string? address)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public string? Address => address;

    public int Count { get; set; }
}
