using System.Text.Json;
using Cms.Content.Access;
using Cms.Rest.Queries;

namespace Cms.Rest.Audit;

/// <summary>A change that was made.</summary>
/// <param name="By">The key's name, the token's subject, <c>command line</c>, or <c>cms</c> for the program itself.</param>
/// <param name="Action">What was done, in the past tense: <c>created</c>, <c>published</c>, <c>revoked</c>.</param>
/// <param name="Kind">What was changed: <c>post</c>, <c>tag</c>, <c>source</c>, <c>key</c>; <c>sign-in</c> for keys that did not count.</param>
/// <param name="Id">The id of what was changed; null where there is none.</param>
/// <param name="Address">Where the request came from; null without one.</param>
/// <param name="Details">What else is known, such as <c>revision</c>. No texts and nothing secret.</param>
internal sealed record AuditRowResponse(DateTimeOffset At, string By, string Action, string Kind, string? Id, string? Address, JsonElement Details)
{
    public static AuditRowResponse From(AuditRow row) =>
        new(row.At, row.By, row.Action, row.Kind, row.Subject, row.Address, JsonElement.Parse(row.Details));
}

internal sealed record AuditPageResponse(IReadOnlyList<AuditRowResponse> Items, PageResponse Page);
