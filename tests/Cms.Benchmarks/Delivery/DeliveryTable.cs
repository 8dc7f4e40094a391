using System.Diagnostics;
using System.Globalization;
using Cms.Benchmarks.Blog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cms.Benchmarks.Delivery;

/// <summary>Starts the product and the yardsticks in one session, loads both in turn, and prints the product's rates as ratios to the yardsticks'.</summary>
internal static class DeliveryTable
{
    private const int Connections = 32;

    public static async Task PrintAsync(int posts, TimeSpan duration)
    {
        // Not a private temporary folder: PostgreSQL's own user has to enter it.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"cms-benchmark-{Guid.NewGuid():N}")).FullName;
        try
        {
            await MeasureAsync(folder, posts, duration);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int posts, TimeSpan duration)
    {
        var blog = Path.Combine(folder, "blog");
        var slugs = GeneratedBlog.Write(blog, posts);
        await using var postgres = await EmbeddedPostgres.EmbeddedPostgres.StartAsync(
            new() { DataDirectory = Path.Combine(folder, "data") }, NullLogger.Instance, CancellationToken.None);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Cms__DataDirectory"] = Path.Combine(folder, "data"),
            ["Cms__SampleContent"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
        };

        Console.WriteLine("| work | rate | yardstick | ratio |\n|---|---|---|---|");
        await ImportAsync("import", blog, posts, environment);
        await ImportAsync("import, nothing changed", blog, posts, environment);

        var product = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        using var cms = ChildProcess.Start("cms.dll", ["serve", "--urls", product.ToString()], environment);
        var start = await cms.ReadyAsync(new Uri(product, "/health/ready"));

        var sample = Path.Combine(folder, "post.json");
        using var http = new HttpClient { BaseAddress = product };
        using var first = await http.GetAsync(new Uri($"/api/v1/posts/{slugs[0]}", UriKind.Relative));
        await File.WriteAllBytesAsync(sample, await first.Content.ReadAsByteArrayAsync());
        var yardstick = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        using var yardsticks = ChildProcess.Start(
            "Cms.Benchmarks.dll", ["yardsticks", yardstick.ToString(), sample, postgres.ConnectionString], new Dictionary<string, string>(StringComparer.Ordinal));
        await yardsticks.ReadyAsync(new Uri(yardstick, "/bytes"));

        async Task<double> RateAsync(Uri server, IReadOnlyList<byte[]> requests, int expected = 200)
        {
            await LoadClient.RunAsync(server, requests, Connections, TimeSpan.FromSeconds(1));
            var (rate, status) = await LoadClient.RunAsync(server, requests, Connections, duration);
            return status == expected ? rate : throw new InvalidOperationException($"Expected {expected}, got {status} for {System.Text.Encoding.UTF8.GetString(requests[0])}");
        }

        var bytes = await RateAsync(yardstick, [LoadClient.Get("/bytes")]);
        var query = await RateAsync(yardstick, [.. slugs.Select(slug => LoadClient.Get($"/query/{slug}"))]);
        Row("bare Kestrel, the bytes of one post", bytes, "", bytes, "");
        Row("Kestrel and one prepared query", query, "bare Kestrel", bytes);

        const string GraphQL = """{"query":"{ posts(first: 20) { nodes { slug title publishedAt tags { slug name } links { name url } } } }"}""";
        var bySlug = slugs.Select(slug => LoadClient.Get($"/api/v1/posts/{slug}")).ToList();
        Row("post by slug, REST, random", await RateAsync(product, bySlug), "one query", query);
        Row("post by slug, its HTML", await RateAsync(product, [.. slugs.Select(slug => LoadClient.Get($"/api/v1/posts/{slug}.html"))]), "one query", query);
        Row("page of 20 with tags, REST", await RateAsync(product, [LoadClient.Get("/api/v1/posts")]), "one query", query);
        Row("page of 20 with tags and links, GraphQL", await RateAsync(product, [LoadClient.PostJson("/graphql", GraphQL)]), "one query", query);
        var tag = first.Headers.ETag!.ToString();
        Row("304 on a known ETag", await RateAsync(product, [LoadClient.Get($"/api/v1/posts/{slugs[0]}", $"If-None-Match: {tag}")], 304), "bare Kestrel", bytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nFirst answer {start.TotalSeconds:F2} s after the start with PostgreSQL running; {cms.ResidentMebibytes:F0} MiB resident after the load; {posts} posts, {Connections} connections, {duration.TotalSeconds:F0} s each, {Environment.ProcessorCount} cores shared with the load."));
    }

    private static async Task ImportAsync(string name, string blog, int posts, Dictionary<string, string> environment)
    {
        var started = Stopwatch.GetTimestamp();
        using var import = ChildProcess.Start("cms.dll", ["import", blog], environment);
        var exit = await import.EndAsync();
        if (exit != 0)
        {
            throw new InvalidOperationException($"The import ended with {exit}.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name}, with the program's start | {posts / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} posts/s | | |"));
    }

    private static void Row(string work, double rate, string yardstick, double yardstickRate, string format = "F2") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {work} | {rate:F0}/s | {yardstick} | {(format.Length == 0 ? "" : (rate / yardstickRate).ToString(format, CultureInfo.InvariantCulture))} |"));
}
