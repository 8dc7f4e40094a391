namespace Cms.Content.Access;

/// <summary>A change that was made.</summary>
/// <param name="By">The key's name, the token's subject, <c>command line</c>, or <c>cms</c> for the program itself.</param>
/// <param name="Subject">The id of what was changed.</param>
/// <param name="Address">Where the request came from; null without a request.</param>
/// <param name="Details">An object in JSON.</param>
public sealed record AuditRow(Guid Id, DateTimeOffset At, string By, string Action, string Kind, string? Subject, string? Address, string Details);

/// <summary>Which rows; null takes all.</summary>
/// <param name="Since">From this moment on.</param>
/// <param name="Until">Before this moment.</param>
public sealed record AuditFilter(string? By, string? Action, string? Kind, string? Subject, DateTimeOffset? Since, DateTimeOffset? Until);
