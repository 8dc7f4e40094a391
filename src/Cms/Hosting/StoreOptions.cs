using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>Where posts are kept when <c>ConnectionStrings:Cms</c> names no server, bound from <c>Cms</c>.</summary>
internal sealed record StoreOptions
{
    public const string Section = "Cms";

    /// <summary>The embedded PostgreSQL's folder; relative paths count from the working directory.</summary>
    [Required]
    public string DataDirectory { get; init; } = ".cms";

    /// <summary>Whether a new, empty embedded store gets a handful of posts to look at.</summary>
    public bool SampleContent { get; init; } = true;

    public PostgresOptions Postgres { get; init; } = new();
}

/// <summary>Bound from <c>Cms:Postgres</c>.</summary>
internal sealed record PostgresOptions
{
    /// <summary>The folder of <c>postgres</c> and <c>initdb</c>; null searches for them.</summary>
    public string? BinDirectory { get; init; }
}
