using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cms.EmbeddedPostgres.Binaries;
using Cms.EmbeddedPostgres.Processes;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Linux, macOS and their like: <c>postgres.sh</c> does the work, as the account that owns the cluster.</summary>
internal sealed class PosixServer(StorePath store, ServerAccount account) : IServerControl
{
    private const int Port = 5432;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string Script = EmbeddedScript.Read("postgres.sh");

    // A socket's path has 107 bytes at most, so it cannot live below the data directory. Not in XDG_RUNTIME_DIR either, if that can be helped:
    // it goes with the user's last login, while the server stays.
    public async Task<ServerAddress> PrepareAddressAsync(CancellationToken ct)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Root)))[..12];
        if (account.IsOther)
        {
            // Only root makes folders here, so nobody can have been there before.
            var parent = Directory.CreateDirectory(Path.Combine(Directory.Exists("/run") ? "/run" : "/var/run", "cms")).FullName;
            var folder = await new SocketFolders(parent).TakeAsync(name, path => MakePrivate(path), ct);
            await account.GiveAsync(ct, folder);
            return Cleared(folder);
        }

        var choices = new[] { "/tmp", Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") }
            .Where(root => Directory.Exists(root))
            .SelectMany(root => Enumerable.Range(1, 9).Select(n => Path.Combine(root!, string.Create(CultureInfo.InvariantCulture, $"cms-{name}-{n}"))));
        return choices.FirstOrDefault(MakePrivate) is { } own
            ? Cleared(own)
            : throw new EmbeddedPostgresException("There is no folder for PostgreSQL's socket: /tmp cannot be written, and XDG_RUNTIME_DIR names no other place.");
    }

    public async Task<string?> StartAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        var started = await RunScriptAsync(["start", store.Root, binaries.Postgres], ct);
        return started.ExitCode == 0 ? null : started.LastLine;
    }

    public Task StopAsync(PostgresBinaries binaries, TimeSpan patience, CancellationToken ct) =>
        RunScriptAsync(["stop", store.Root, ((int)patience.TotalSeconds).ToString(CultureInfo.InvariantCulture)], ct);

    public async Task<bool> StartWatcherAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        string[] command = ["sh", "-s", "--", "watch", store.Root];
        if (ProgramRun.FindOnPath("setsid") is not null)
        {
            command = ["setsid", .. command];
        }

        return await account.LaunchAsync(command[0], command[1..], Script, ct) == "watching";
    }

    // What has begun is not broken off half-way: a server that nobody knows of would be left.
    private Task<ProgramResult> RunScriptAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return account.RunAsync("sh", ["-s", "--", .. arguments], Script, CancellationToken.None);
    }

    // A killed server leaves its socket and that one's lock. PostgreSQL does not dare to remove them as long as anything bears the process id, be it a zombie.
    private static ServerAddress Cleared(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, ".s.PGSQL.*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            File.Delete(file);
        }

        return new ServerAddress(folder, Port);
    }

    /// <summary>Whether the folder is ours alone. Someone else may have made one of that name in /tmp, or a link.</summary>
    private static bool MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            var made = Directory.CreateDirectory(folder, OwnerOnly);
            if (made.LinkTarget is not null)
            {
                return false;
            }

            // Only a folder's owner may do this.
            File.SetUnixFileMode(folder, OwnerOnly);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
