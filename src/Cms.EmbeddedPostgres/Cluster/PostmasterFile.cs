using System.Diagnostics;
using System.Globalization;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>What the running server says of itself in <c>postmaster.pid</c>. The file grows line by line while it starts; the lines are PostgreSQL's <c>pidfile.h</c>.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port, string SocketFolder, string ListenAddress, string Status)
{
    /// <summary>Whether the server takes connections.</summary>
    public bool IsReady => Status == "ready";

    /// <summary>Returns null when no server runs on the cluster, also when a dead one has left its file.</summary>
    public static PostmasterFile? ReadLiving(string cluster)
    {
        var path = Path.Combine(cluster, "postmaster.pid");
        if (ReadText(path) is not { } text)
        {
            return null;
        }

        var lines = text.Split('\n');
        return int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId) && Lives(processId, text)
            ? new PostmasterFile(processId, int.TryParse(Line(3), CultureInfo.InvariantCulture, out var port) ? port : 0, Line(4), Line(5), Line(7))
            : null;

        string Line(int index) => index < lines.Length ? lines[index].Trim() : "";
    }

    private static bool Lives(int processId, string text)
    {
        if (OperatingSystem.IsLinux())
        {
            // The id may be someone else's by now; the server stands in its cluster's folder and finds the same file there. A zombie stands nowhere.
            // The file may have grown since it was read.
            return ReadText($"/proc/{processId}/cwd/postmaster.pid") is { } own && FirstLines(own) == FirstLines(text);
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Process, folder and time of the start.
    private static string FirstLines(string text) => string.Join('\n', text.Split('\n').Take(3));

    private static string? ReadText(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
