using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>Since when an answer is as it is, for <c>Last-Modified</c> and <c>If-Modified-Since</c>.</summary>
/// <param name="Second">Since 1970, UTC. It may lie ahead: what was stored within a second is told by the next.</param>
internal sealed record Unchanged(long Second, TimeProvider Clock)
{
    private static readonly LastText<long> Texts = new(second => HeaderUtilities.FormatDate(DateTimeOffset.FromUnixTimeSeconds(second)));

    private readonly string text = Texts.Of(Second);

    /// <summary>The header's value, no later than now (RFC 9110, section 8.8.2.1): what was stored in this very second is sent again.</summary>
    public string Text => Clock.GetUtcNow().ToUnixTimeSeconds() is var now && now < Second ? Texts.Of(now) : text;
}
