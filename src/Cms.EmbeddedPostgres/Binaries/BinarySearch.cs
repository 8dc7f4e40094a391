using System.Globalization;
using Cms.EmbeddedPostgres.Processes;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Binaries;

/// <summary>Finds the PostgreSQL to run: the one that was named, else the first on this machine that can serve the cluster, else npm's.</summary>
internal sealed class BinarySearch(EmbeddedPostgresOptions options, ServerAccount account, ILogger logger)
{
    public const string WaysOut =
        "Install PostgreSQL 15 or newer, or set Cms:Postgres:BinDirectory to its programs or ConnectionStrings:Cms to a server, or install npm, which can fetch it.";

    private const int OldestMajor = 15;

    /// <summary>
    /// Returns programs of the version that made <paramref name="cluster"/>: another major version cannot read it. Without a cluster
    /// (<paramref name="clusterMajor"/> is null) any version from 15 will do.
    /// </summary>
    public async Task<PostgresBinaries> FindAsync(string cluster, int? clusterMajor, CancellationToken ct)
    {
        var passedOver = new SortedSet<int>();
        await foreach (var binaries in CandidatesAsync(clusterMajor, ct))
        {
            if (clusterMajor is null ? binaries.Major >= OldestMajor : binaries.Major == clusterMajor)
            {
                return binaries;
            }

            passedOver.Add(binaries.Major);
        }

        var found = string.Join(", ", passedOver.Select(major => major.ToString(CultureInfo.InvariantCulture)));
        throw new EmbeddedPostgresException((clusterMajor, found) switch
        {
            ({ } major, "") => $"The cluster in {cluster} was made by PostgreSQL {major}, and there is no PostgreSQL here. {Matching(major)}",
            ({ } major, _) => $"The cluster in {cluster} was made by PostgreSQL {major}; here is PostgreSQL {found}, which cannot read it, so it is left as it is. {Matching(major)}",
            (null, "") => $"There is no PostgreSQL here. {WaysOut}",
            (null, _) => $"PostgreSQL {found} is too old. {WaysOut}",
        });
    }

    private static string Matching(int major) =>
        $"Install PostgreSQL {major} or set Cms:Postgres:BinDirectory to its programs, or migrate the cluster with pg_upgrade, or set Cms:DataDirectory to another folder and import again.";

    private async IAsyncEnumerable<PostgresBinaries> CandidatesAsync(int? clusterMajor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(options.BinDirectory))
        {
            yield return await PostgresBinaries.ProbeAsync(Path.GetFullPath(options.BinDirectory), account, ct)
                ?? throw new EmbeddedPostgresException(
                    $"Cms:Postgres:BinDirectory is {options.BinDirectory}, but there are no postgres and initdb in it that {account.Name} can run.");
            yield break;
        }

        foreach (var folder in options.SearchInstalled ? InstalledFolders.All() : [])
        {
            if (await PostgresBinaries.ProbeAsync(folder, account, ct) is { } binaries)
            {
                yield return binaries;
            }
        }

        // Nothing is fetched that could not serve the cluster anyway.
        if (clusterMajor is null or NpmPackage.Major && await new NpmPackage(options.CacheDirectory, logger).FindAsync(ct) is { } fetched)
        {
            yield return await PostgresBinaries.ProbeAsync(fetched, account, ct)
                ?? throw new EmbeddedPostgresException($"The PostgreSQL that npm fetched into {fetched} does not run as {account.Name} on this machine. {WaysOut}");
        }
    }
}
