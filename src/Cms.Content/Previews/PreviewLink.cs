namespace Cms.Content.Previews;

/// <summary>Shows the working copy of one post to whoever holds it, until it expires or is deleted.</summary>
/// <param name="Token">What its address ends in: its id, signed with the store's secret. It is kept nowhere.</param>
/// <param name="By">The name of the key that made it.</param>
public sealed record PreviewLink(Guid Id, Guid PostId, string Token, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string By);
