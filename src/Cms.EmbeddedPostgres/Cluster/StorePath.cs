namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>The data directory and what of it is ours; the program keeps files of its own beside them.</summary>
internal sealed record StorePath(string Root)
{
    /// <summary>PostgreSQL's own data directory. It appears complete or not at all.</summary>
    public string Cluster => Path.Combine(Root, "postgres");

    /// <summary>Settings of ours, written anew by each start and included by the cluster's <c>postgresql.conf</c>, where an operator may overrule them.</summary>
    public string Settings => Path.Combine(Root, "postgres.conf");

    public string Password => Path.Combine(Root, "postgres-password");

    /// <summary>Held alone by whoever starts the server or makes the cluster.</summary>
    public string StartLock => Path.Combine(Root, "start.lock");

    /// <summary>Shared by all that use the server; held alone by whoever stops it.</summary>
    public string InUseLock => Path.Combine(Root, "in-use.lock");

    /// <summary>Held by the watcher while it lives.</summary>
    public string WatcherLock => Path.Combine(Root, "watcher.lock");

    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    /// <summary>The major version that made the cluster, or null when there is none yet.</summary>
    public int? ClusterMajor =>
        HasCluster && int.TryParse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")), System.Globalization.CultureInfo.InvariantCulture, out var major) ? major : null;
}
