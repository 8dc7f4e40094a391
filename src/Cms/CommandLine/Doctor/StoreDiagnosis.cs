using System.Globalization;
using Cms.Access;
using Cms.Content.Access;
using Cms.Content.Diagnosis;
using Cms.Hosting;

namespace Cms.CommandLine.Doctor;

/// <summary>How the database is, and what waits in it to be done.</summary>
internal static class StoreDiagnosis
{
    private const long Mebibyte = 1024 * 1024;
    private const long LittleRoom = 1024 * Mebibyte;
    private const long NoRoom = 100 * Mebibyte;

    // Posts go out by the node's clock, and keys end by it.
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Finding>> OfAsync(IServiceProvider services, CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var state = await services.GetRequiredService<StoreStates>().ReadAsync(ct);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var keys = await services.GetRequiredService<ApiKeys>().ListAsync(ct);
        List<Finding> findings = [OfServer(state), OfEncoding(state), OfClock(state.Time - now), OfConnections(state), OfPosts(state), OfIndex(state.Unindexed), OfKeys(keys, now)];
        findings.AddRange(state.BegunSources.Select(source => new Finding(
            Grade.Warning, "import", $"The import of '{source}' has begun and not ended. If none is running, it was stopped: run it again, and it goes on from there.")));
        if (string.IsNullOrEmpty(configuration.GetConnectionString("Cms")))
        {
            findings.Add(OfDisk(Settings.Read<StoreOptions>(configuration, StoreOptions.Section).DataDirectory));
        }

        return findings;
    }

    private static Finding OfServer(StoreState state) => new(Grade.Well, "postgresql", string.Create(CultureInfo.InvariantCulture, $"{state.Server}; the database takes {state.Bytes / Mebibyte:N0} MiB."));

    private static Finding OfEncoding(StoreState state) => state.Encoding == "UTF8"
        ? new(Grade.Well, "encoding", "UTF8")
        : new(Grade.Problem, "encoding", $"The database is in {state.Encoding}, which cannot keep every text. Export, make one with createdb --encoding=UTF8, and import there.");

    private static Finding OfClock(TimeSpan ahead) => ahead.Duration() <= ClocksMayDiffer
        ? new(Grade.Well, "clock", "The same here and at the database.")
        : new(Grade.Warning, "clock", string.Create(CultureInfo.InvariantCulture, $"The database's is {ahead.Duration().TotalSeconds:N0} seconds {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's. Set both by NTP: posts go out and keys end by it."));

    private static Finding OfConnections(StoreState state) => state.Connections <= 0.8 * state.MaxConnections
        ? new(Grade.Well, "connections", string.Create(CultureInfo.InvariantCulture, $"{state.Connections} of {state.MaxConnections} are open."))
        : new(Grade.Warning, "connections", string.Create(CultureInfo.InvariantCulture, $"{state.Connections} of {state.MaxConnections} are open. Raise max_connections, or give each node fewer by 'Maximum Pool Size' in ConnectionStrings:Cms."));

    private static Finding OfPosts(StoreState state) => new(
        Grade.Well, "posts", string.Create(CultureInfo.InvariantCulture, $"{state.Published:N0} published, {state.Unpublished:N0} that readers do not see, {state.Trashed:N0} in the trash."));

    private static Finding OfIndex(long waiting) => waiting == 0
        ? new(Grade.Well, "search", "Finds all that is published.")
        : new(Grade.Warning, "search", $"{Counted.Posts(waiting)} {(waiting == 1 ? "is" : "are")} not found yet as published. A server takes them in while it runs.");

    private static Finding OfKeys(IReadOnlyList<ApiKey> keys, DateTimeOffset now) =>
        keys.Any(key => key.Scopes.Contains(Scopes.Admin, StringComparer.Ordinal) && !(key.ExpiresAt <= now))
            ? new(Grade.Well, "keys", string.Create(CultureInfo.InvariantCulture, $"{keys.Count:N0} that count."))
            : new(Grade.Warning, "keys", "None may do all. The first start of a server with the embedded store makes one; else make it with: cms keys create NAME --scope admin");

    private static Finding OfDisk(string dataDirectory)
    {
        var room = new DriveInfo(Path.GetFullPath(dataDirectory)).AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{room / Mebibyte:N0} MiB are free where {dataDirectory} is.");
        return room < NoRoom ? new(Grade.Problem, "disk", $"{text} Make room before PostgreSQL stops.")
            : room < LittleRoom ? new(Grade.Warning, "disk", $"{text} Make room soon.")
            : new(Grade.Well, "disk", text);
    }
}
