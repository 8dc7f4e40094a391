using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>Imports over HTTP, bound from <c>Cms:Import</c>.</summary>
internal sealed record ImportOptions
{
    public const string Section = "Cms:Import";

    /// <summary>The most bytes of one upload.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many uploads may wait to be taken in.</summary>
    [Range(1, 1000)]
    public int MaxQueued { get; init; } = 10;
}
