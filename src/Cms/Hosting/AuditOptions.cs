using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>The audit, bound from <c>Cms:Audit</c>.</summary>
internal sealed record AuditOptions
{
    public const string Section = "Cms:Audit";

    /// <summary>For how many days rows are kept; 0 keeps all.</summary>
    [Range(0, 36_500)]
    public int KeepDays { get; init; }
}
