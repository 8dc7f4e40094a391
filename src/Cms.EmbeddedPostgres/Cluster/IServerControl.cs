using Cms.EmbeddedPostgres.Binaries;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Starts and stops the server's processes in the ways of an operating system.</summary>
internal interface IServerControl
{
    /// <summary>Chooses where the server is to listen, and makes what it needs there. The address of the last start is kept where that is possible.</summary>
    Task<ServerAddress> PrepareAddressAsync(CancellationToken ct);

    /// <summary>Starts the server and returns what went wrong, or null. It may not be ready yet.</summary>
    Task<string?> StartAsync(PostgresBinaries binaries, CancellationToken ct);

    /// <summary>Stops the server, orderly if that can be done in <paramref name="patience"/>, and returns when none of its processes is left.</summary>
    Task StopAsync(PostgresBinaries binaries, TimeSpan patience, CancellationToken ct);

    /// <summary>Starts the watcher, which outlives us, and returns whether it watches.</summary>
    Task<bool> StartWatcherAsync(PostgresBinaries binaries, CancellationToken ct);
}

/// <summary>Where a server listens: a port on <paramref name="Host"/>, which is the folder of its socket or a loopback address.</summary>
internal sealed record ServerAddress(string Host, int Port)
{
    public bool IsSocket => Path.IsPathRooted(Host);
}
