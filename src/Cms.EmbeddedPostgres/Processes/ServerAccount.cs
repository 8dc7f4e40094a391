using System.Globalization;

namespace Cms.EmbeddedPostgres.Processes;

/// <summary>
/// The operating system's user that PostgreSQL runs as. It refuses to run as root, so root runs it as <c>postgres</c>, else as <c>nobody</c>;
/// anyone else runs it as themselves.
/// </summary>
internal sealed record ServerAccount
{
    private readonly (string User, string Group)? ids;

    private ServerAccount(string name, (string User, string Group)? ids)
    {
        Name = name;
        this.ids = ids;
    }

    public string Name { get; }

    /// <summary>Whether the account is another than the one that runs this process.</summary>
    public bool IsOther => ids is not null;

    public static bool WeAreRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>A cluster that exists decides by its owner: it may have been made before there was a user <c>postgres</c>.</summary>
    public static async Task<ServerAccount> FindAsync(string? existingCluster, CancellationToken ct)
    {
        if (!WeAreRoot)
        {
            return new ServerAccount(Environment.UserName, ids: null);
        }

        var account = (existingCluster is null ? null : await OwnerAsync(existingCluster, ct))
            ?? await NamedAsync("postgres", ct)
            ?? await NamedAsync("nobody", ct)
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody. Run Cms as an ordinary user, or create a user postgres.");

        return ProgramRun.FindOnPath("setpriv") is not null
            ? account
            : throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and setpriv, which would run it as another user, is not installed. Run Cms as an ordinary user, or install util-linux.");
    }

    public Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct) => RunAsync(program, arguments, input: null, ct);

    public Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, string? input, CancellationToken ct)
    {
        var (first, rest) = As(program, arguments);
        return ProgramRun.RunAsync(ProgramRun.Describe(first, rest), input, ct);
    }

    public Task<string?> LaunchAsync(string program, IEnumerable<string> arguments, string input, CancellationToken ct)
    {
        var (first, rest) = As(program, arguments);
        return ProgramRun.LaunchAsync(ProgramRun.Describe(first, rest), input, ct);
    }

    /// <summary>Whether the account can enter a folder, through every folder above it.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken ct) =>
        !IsOther || (await RunAsync("test", ["-x", folder], ct)).ExitCode == 0;

    /// <summary>Makes files and folders the account's own.</summary>
    public Task GiveAsync(CancellationToken ct, params IReadOnlyList<string> paths) => ChangeOwnerAsync(account => $"{account.User}:{account.Group}", paths, ct);

    /// <summary>Makes a folder's group the account's, and lets that group pass through.</summary>
    public async Task OpenAsync(string folder, CancellationToken ct)
    {
        await ChangeOwnerAsync(account => $":{account.Group}", [folder], ct);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute);
        }
    }

    private static async Task<ServerAccount?> NamedAsync(string name, CancellationToken ct)
    {
        var user = await ProgramRun.RunAsync("id", ["-u", name], ct);
        var group = await ProgramRun.RunAsync("id", ["-g", name], ct);
        return user.ExitCode == 0 && group.ExitCode == 0 ? new ServerAccount(name, (user.Output.Trim(), group.Output.Trim())) : null;
    }

    private static async Task<ServerAccount?> OwnerAsync(string path, CancellationToken ct)
    {
        // .NET does not tell a file's owner, and stat's options differ between Linux and macOS; ls is the same everywhere.
        var listed = await ProgramRun.RunAsync("ls", ["-ldn", "--", path], ct);
        var columns = listed.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (listed.ExitCode != 0 || columns.Length < 4 || !int.TryParse(columns[2], CultureInfo.InvariantCulture, out var user) || user == 0)
        {
            return null;
        }

        var named = await ProgramRun.RunAsync("id", ["-nu", columns[2]], ct);
        return new ServerAccount(named.ExitCode == 0 ? named.Output.Trim() : $"user {columns[2]}", (columns[2], columns[3]));
    }

    private (string Program, IEnumerable<string> Arguments) As(string program, IEnumerable<string> arguments) =>
        ids is { } other
            ? ("setpriv", ["--reuid", other.User, "--regid", other.Group, "--clear-groups", "--", program, .. arguments])
            : (program, arguments);

    private async Task ChangeOwnerAsync(Func<(string User, string Group), string> owner, IReadOnlyList<string> paths, CancellationToken ct)
    {
        if (ids is not { } account)
        {
            return;
        }

        var changed = await ProgramRun.RunAsync("chown", [owner(account), "--", .. paths], ct);
        if (changed.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"The data directory cannot be given to {Name}, whom PostgreSQL would run as: {changed.LastLine}.");
        }
    }
}
