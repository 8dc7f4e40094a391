using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cms.Markdown.Tests.Scripting;

/// <summary>A headless Chromium that sees one page and, whatever name it asks for, reaches nothing but this.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Switches =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-extensions", "--disable-dev-shm-usage", "--disable-http-cache", "--mute-audio", "--dump-dom", "--virtual-time-budget=60000", "--timeout=600000",
    ];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string profile = Directory.CreateTempSubdirectory("cms-browser-").FullName;
    private readonly List<string> requests = [];
    private readonly byte[] page;
    private readonly Task serving;

    private Browser(string page)
    {
        this.page = Encoding.UTF8.GetBytes(page);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Null when this machine has none.</summary>
    public static string? Program => Programs.FirstOrDefault(File.Exists);

    /// <summary>What the page has become when nothing more happens in it, and every request for another host (with TLS: the start of its handshake).</summary>
    public static async Task<(string Dom, IReadOnlyList<string> Requests)> OpenAsync(string page, CancellationToken ct)
    {
        await using var browser = new Browser(page);
        var dom = await browser.RunAsync(ct);
        lock (browser.requests)
        {
            return (dom, [.. browser.requests]);
        }
    }

    private async Task<string> RunAsync(CancellationToken ct)
    {
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var process = Process.Start(new ProcessStartInfo(
            Program!,
            [.. Switches, $"--user-data-dir={profile}", $"--host-resolver-rules=MAP * 127.0.0.1:{port}", "http://page.test/"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var dom = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            dom.ShouldNotBeEmpty(await errors);
            return dom;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                answers.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[16 * 1024];
                var head = Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, stop.Token));
                var isPage = head.StartsWith("GET / HTTP", StringComparison.Ordinal) && head.Contains("Host: page.test", StringComparison.Ordinal);
                if (!isPage && head.Contains("evil.test", StringComparison.Ordinal))
                {
                    lock (requests)
                    {
                        requests.Add(head[..Math.Min(head.Length, 300)]);
                    }
                }

                var (status, body) = isPage ? ("200 OK", page) : ("404 Not Found", []);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), stop.Token);
                await stream.WriteAsync(body, stop.Token);
            }
            catch (Exception closed) when (closed is IOException or SocketException or OperationCanceledException)
            {
                // The browser gave the connection up.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Dispose();
        stop.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
