using Cms.Content.Access;
using Cms.Rest.Queries;

namespace Cms.Rest.Keys;

/// <summary>What is known of a key. The key itself is not.</summary>
/// <param name="Scopes">As they were given; each implies <c>read</c>, <c>write</c> implies <c>preview</c>, <c>admin</c> all.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
internal sealed record KeyResponse(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public static KeyResponse From(ApiKey key) => new(key.Id, key.Name, key.Scopes, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
}

/// <param name="Key">What its holder sends as <c>Authorization: Bearer …</c>. Shown this once.</param>
internal sealed record CreatedKeyResponse(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key)
{
    public static CreatedKeyResponse From(CreatedApiKey created) =>
        new(created.Key.Id, created.Key.Name, created.Key.Scopes, created.Key.CreatedAt, created.Key.ExpiresAt, created.Text);
}

internal sealed record KeyPageResponse(IReadOnlyList<KeyResponse> Items, PageResponse Page);

/// <param name="Name">Whose key it is, or what for.</param>
/// <param name="Scopes">At least one of <c>read</c>, <c>preview</c>, <c>write</c>, <c>publish</c>, <c>admin</c>.</param>
/// <param name="ExpiresAt">A moment to come; left out or null means never.</param>
internal sealed record CreateKeyRequest(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);
