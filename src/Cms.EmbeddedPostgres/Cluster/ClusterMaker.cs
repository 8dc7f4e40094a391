using System.Security.Cryptography;
using Cms.EmbeddedPostgres.Binaries;
using Cms.EmbeddedPostgres.Processes;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Makes the cluster beside its place and moves it there when it is complete, so that a start that was killed leaves no half of one.</summary>
internal sealed class ClusterMaker(StorePath store, ServerAccount account, ILogger logger)
{
    /// <summary>The superuser, whose password is in <see cref="StorePath.Password"/>.</summary>
    public const string User = "cms";

    private const string Unfinished = "postgres.unfinished-";

    /// <summary>The caller holds the start lock.</summary>
    public async Task MakeAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        RemoveUnfinished();
        logger.LogInformation("Making a cluster for PostgreSQL {Major} in {Cluster}", binaries.Major, store.Cluster);
        var unfinished = Path.Combine(store.Root, Unfinished + Guid.NewGuid().ToString("N")[..8]);
        var passwordForInitDb = unfinished + ".password";
        try
        {
            if (!File.Exists(store.Password))
            {
                WriteSecret(store.Password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            }

            WriteSecret(passwordForInitDb, await File.ReadAllTextAsync(store.Password, ct));
            Directory.CreateDirectory(unfinished);
            await account.GiveAsync(ct, unfinished, passwordForInitDb);
            await InitialiseAsync(binaries, unfinished, passwordForInitDb, ct);
            await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), $"\n{ServerSettings.IncludeLine}\n", ct);
            Directory.Move(unfinished, store.Cluster);
        }
        finally
        {
            File.Delete(passwordForInitDb);
            RemoveUnfinished();
        }
    }

    private async Task InitialiseAsync(PostgresBinaries binaries, string folder, string passwordFile, CancellationToken ct)
    {
        var result = await InitDbAsync(LocaleArguments(binaries.Major));
        if (result.ExitCode != 0 && result.Errors.Contains("locale", StringComparison.Ordinal))
        {
            // A system without C.UTF-8 can still sort by code points; it only knows no letters beyond ASCII.
            result = await InitDbAsync(["--locale=C"]);
        }

        ct.ThrowIfCancellationRequested();
        if (result.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"PostgreSQL's initdb could not make a cluster in {store.Root}: {result.LastLine}.");
        }

        Task<ProgramResult> InitDbAsync(IEnumerable<string> locale) => account.RunAsync(
            binaries.InitDb,
            ["--pgdata", folder, "--username", User, "--pwfile", passwordFile, "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", .. locale],
            ct);
    }

    // Code points decide the order everywhere alike, but letters are letters: in plain C an umlaut has no upper case and no trigram.
    private static string[] LocaleArguments(int major) => major >= 17
        ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : OperatingSystem.IsLinux() ? ["--locale=C", "--lc-ctype=C.UTF-8"]
        : OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=UTF-8"]
        : ["--locale=C"];

    private static void WriteSecret(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(secret);
    }

    private void RemoveUnfinished()
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(store.Root, Unfinished + "*"))
            {
                Directory.Delete(folder, recursive: true);
            }

            foreach (var file in Directory.EnumerateFiles(store.Root, Unfinished + "*"))
            {
                File.Delete(file);
            }
        }
        catch (IOException e)
        {
            // The initdb of a start that was killed may still be writing there; the next start tries again.
            logger.LogDebug(e, "An unfinished cluster in {DataDirectory} cannot be removed yet", store.Root);
        }
    }
}
