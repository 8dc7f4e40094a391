using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cms.Benchmarks.Delivery;

/// <summary>Sends requests over kept-alive connections, each as soon as the answer before it has come, and counts the answers. Little more than a socket, so that it leaves the cores to the server.</summary>
internal static class LoadClient
{
    /// <returns>Answers a second, and the status of the last one.</returns>
    public static async Task<(double Rate, int Status)> RunAsync(Uri server, IReadOnlyList<byte[]> requests, int connections, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => CountAsync(server, requests, number, started, duration))));
        return (counts.Sum(count => count.Answers) / Stopwatch.GetElapsedTime(started).TotalSeconds, counts[^1].Status);
    }

    public static byte[] Get(string path, params ReadOnlySpan<string> headers) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{string.Concat(headers.ToArray().Select(header => header + "\r\n"))}\r\n");

    public static byte[] PostJson(string path, string json) =>
        Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static async Task<(int Answers, int Status)> CountAsync(Uri server, IReadOnlyList<byte[]> requests, int number, long started, TimeSpan duration)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var reader = new AnswerReader(stream);
        var answers = 0;
        var status = 0;
        for (var next = number * 7919; Stopwatch.GetElapsedTime(started) < duration; next++)
        {
            await stream.WriteAsync(requests[next % requests.Count]);
            status = await reader.ReadAsync();
            answers++;
        }

        return (answers, status);
    }

    /// <summary>Reads one answer after the other: status line, headers, and a body of a known length or in chunks.</summary>
    private sealed class AnswerReader(NetworkStream stream)
    {
        private readonly byte[] buffer = new byte[256 * 1024];
        private int filled;

        public async Task<int> ReadAsync()
        {
            int end;
            while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            {
                await FillAsync();
            }

            var head = Encoding.ASCII.GetString(buffer, 0, end);
            Drop(end + 4);
            var status = int.Parse(head.AsSpan(9, 3), provider: System.Globalization.CultureInfo.InvariantCulture);
            if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            {
                while ((end = buffer.AsSpan(0, filled).IndexOf("0\r\n\r\n"u8)) < 0)
                {
                    Drop(Math.Max(0, filled - 5));
                    await FillAsync();
                }

                Drop(end + 5);
            }
            else if (status != 304)
            {
                await SkipAsync(LengthOf(head));
            }

            return status;
        }

        private static int LengthOf(string head)
        {
            const string Name = "Content-Length: ";
            var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            var value = at < 0 ? "0" : head[(at + Name.Length)..].Split('\r', 2)[0];
            return int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        private async Task SkipAsync(int length)
        {
            while (length > 0)
            {
                if (filled == 0)
                {
                    await FillAsync();
                }

                var taken = Math.Min(length, filled);
                Drop(taken);
                length -= taken;
            }
        }

        private void Drop(int count)
        {
            buffer.AsSpan(count, filled - count).CopyTo(buffer);
            filled -= count;
        }

        private async Task FillAsync()
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            filled += read;
        }
    }
}
