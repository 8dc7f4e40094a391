using System.Globalization;
using System.Text.RegularExpressions;
using Cms.EmbeddedPostgres.Processes;

namespace Cms.EmbeddedPostgres.Binaries;

/// <summary>PostgreSQL's programs in one folder, known to run.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    public string Postgres => Path.Combine(Folder, FileName("postgres"));

    public string InitDb => Path.Combine(Folder, FileName("initdb"));

    public string PgCtl => Path.Combine(Folder, FileName("pg_ctl"));

    public static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    /// <summary>Returns null when the folder holds no server, or none that the account can run.</summary>
    public static async Task<PostgresBinaries?> ProbeAsync(string folder, ServerAccount account, CancellationToken ct)
    {
        var binaries = new PostgresBinaries(folder, Major: 0);
        if (!File.Exists(binaries.Postgres) || !File.Exists(binaries.InitDb))
        {
            return null;
        }

        var answer = await account.RunAsync(binaries.Postgres, ["--version"], ct);
        var version = VersionPattern().Match(answer.Output);
        return answer.ExitCode == 0 && version.Success
            ? binaries with { Major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) }
            : null;
    }

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();
}
