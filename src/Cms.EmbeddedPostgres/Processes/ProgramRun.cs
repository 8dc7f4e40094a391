using System.Diagnostics;

namespace Cms.EmbeddedPostgres.Processes;

/// <summary>What a program answered.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The last line that says something, errors first.</summary>
    public string LastLine => Lines(Errors).LastOrDefault() ?? Lines(Output).LastOrDefault() ?? $"exit code {ExitCode}";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs programs of the operating system and of PostgreSQL.</summary>
internal static class ProgramRun
{
    // The server and its watcher outlive us; our settings, and the secrets among them, are none of their business.
    private static readonly string[] PassedOn =
        ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "SystemDrive", "windir", "COMSPEC", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "ProgramData"];

    /// <summary>Runs a program to its end in a bare environment. One that is missing counts as failed.</summary>
    public static Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct) =>
        RunAsync(Describe(program, arguments), input: null, ct);

    /// <summary>Runs a program to its end; <paramref name="input"/> becomes its standard input.</summary>
    public static async Task<ProgramResult> RunAsync(ProcessStartInfo start, string? input, CancellationToken ct)
    {
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new ProgramResult(127, "", e.Message);
        }

        using (process)
        {
            try
            {
                await SendAsync(process, input);
                var output = process.StandardOutput.ReadToEndAsync(ct);
                var errors = process.StandardError.ReadToEndAsync(ct);
                await process.WaitForExitAsync(ct);
                return new ProgramResult(process.ExitCode, await output, await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    /// <summary>Starts a program that goes on after us and returns the first line that it prints, null if it ended without one.</summary>
    public static async Task<string?> LaunchAsync(ProcessStartInfo start, string? input, CancellationToken ct)
    {
        using var process = Process.Start(start)!;
        await SendAsync(process, input);
        return await process.StandardOutput.ReadLineAsync(ct);
    }

    public static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory)!,
        };
        foreach (var name in start.Environment.Keys.Except(PassedOn, StringComparer.OrdinalIgnoreCase).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>The full path of a program on PATH, or null.</summary>
    public static string? FindOnPath(string program) =>
        FoldersOnPath().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static IEnumerable<string> FoldersOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static async Task SendAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read anything; its exit code and its errors say why.
        }
    }
}
