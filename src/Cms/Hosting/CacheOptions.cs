using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>Answers that are kept in memory, bound from <c>Cms:Cache</c>.</summary>
internal sealed record CacheOptions
{
    public const string Section = "Cms:Cache";

    /// <summary>How much memory they may take; 0 keeps none.</summary>
    [Range(0, long.MaxValue)]
    public long Bytes { get; init; } = 64 * 1024 * 1024;
}
