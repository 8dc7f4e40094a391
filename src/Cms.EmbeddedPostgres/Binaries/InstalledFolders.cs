using System.Globalization;
using Cms.EmbeddedPostgres.Processes;

namespace Cms.EmbeddedPostgres.Binaries;

/// <summary>Where PostgreSQL's programs may be on this machine, most wanted first.</summary>
internal static class InstalledFolders
{
    private static readonly string[] Programs = ["postgres", "initdb", "pg_ctl"];

    /// <summary>PATH, then the usual folders. Folders may be named that hold no PostgreSQL.</summary>
    public static IEnumerable<string> All() => OnPath().Concat(Usual()).Distinct(StringComparer.Ordinal);

    // A program on PATH may be a link to one of several installations; the server's other files are found from the real one.
    private static IEnumerable<string> OnPath() =>
        from folder in ProgramRun.FoldersOnPath()
        from program in Programs
        let file = Path.Combine(folder, PostgresBinaries.FileName(program))
        where File.Exists(file)
        select Path.GetDirectoryName(RealPath.Of(file))!;

    private static IEnumerable<string> Usual()
    {
        if (OperatingSystem.IsWindows())
        {
            return Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin");
        }

        return
        [
            .. Versions("/usr/lib/postgresql", "*", "bin"), // Debian, Ubuntu
            .. Versions("/usr", "pgsql-*", "bin"), // the PostgreSQL project's packages for Red Hat
            .. Versions("/usr/libexec", "postgresql*", ""), // Alpine
            .. Versions("/opt/homebrew/opt", "postgresql*", "bin"), // Homebrew on Apple's own processors
            .. Versions("/usr/local/opt", "postgresql*", "bin"), // Homebrew on Intel
            .. Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            "/usr/local/pgsql/bin", // built from source
            "/usr/local/bin",
            "/usr/bin", // Red Hat's own packages, Arch
        ];
    }

    private static IEnumerable<string> Versions(string root, string pattern, string inside) =>
        Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, pattern)
                .OrderByDescending(folder => NumberIn(Path.GetFileName(folder)))
                .Select(folder => Path.Combine(folder, inside))
            : [];

    private static int NumberIn(string name) =>
        int.TryParse(string.Concat(name.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
