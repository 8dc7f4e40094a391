using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cms.Tests.CommandLine;

/// <summary>The program itself, started as a person would start it.</summary>
internal sealed class CmsProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private CmsProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Read(output);

    public string Errors => Read(errors);

    public bool HasEnded => process.HasExited;

    public static CmsProcess Start(params string[] arguments) => Start(arguments, []);

    /// <summary>The same with variables of the environment; null takes one away.</summary>
    public static CmsProcess Start(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cms.exe" : "cms"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new CmsProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var cms = Start(arguments);
        return (await cms.EndAsync(), cms.Output, cms.Errors);
    }

    /// <summary>Gives it a text on standard input, and no more after that.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunWithInputAsync(string input, params string[] arguments)
    {
        using var cms = Start(arguments);
        await cms.process.StandardInput.WriteAsync(input);
        cms.process.StandardInput.Close();
        return (await cms.EndAsync(), cms.Output, cms.Errors);
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Waits for the address that the server says it listens on.</summary>
    public async Task<Uri> ListensAsync() => new(await SaysAsync("Now listening on: "));

    /// <summary>Waits until it has said something, on either stream.</summary>
    /// <returns>The rest of that line.</returns>
    public async Task<string> SaysAsync(string announcement)
    {
        while (true)
        {
            var said = Output + Errors;
            if (said.IndexOf(announcement, StringComparison.Ordinal) is var at and >= 0)
            {
                return said[(at + announcement.Length)..].Split('\n')[0].Trim();
            }

            process.HasExited.ShouldBeFalse(said);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks it to stop, as an orchestrator does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it where it stands, as a power cut would.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
