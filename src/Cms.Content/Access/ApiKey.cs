namespace Cms.Content.Access;

/// <summary>What is known of a key. The key itself is shown once, when it is made, and kept nowhere.</summary>
/// <param name="Scopes">As they were given; what they imply is not among them.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
public sealed record ApiKey(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

/// <param name="Text">What its holder sends.</param>
public sealed record CreatedApiKey(ApiKey Key, string Text);

/// <summary>A key to be made.</summary>
/// <param name="ExpiresAt">Null for never.</param>
public sealed record NewApiKey(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);
