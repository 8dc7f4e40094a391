namespace Cms.EmbeddedPostgres;

/// <summary>Where the embedded PostgreSQL keeps its cluster and where its programs come from.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster, bound from <c>Cms:DataDirectory</c>. It is created when it is missing; a relative path counts from the working directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder of <c>postgres</c> and <c>initdb</c>, bound from <c>Cms:Postgres:BinDirectory</c>. Null or empty means: search for them.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>
    /// Where programs that npm has fetched are kept for the next start. Null means the user's cache folder, or <c>/var/cache/cms</c> for root,
    /// whose own folder PostgreSQL's user could not enter.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>False skips PATH and the usual folders, so that a test can stand on a machine without PostgreSQL.</summary>
    internal bool SearchInstalled { get; init; } = true;
}
