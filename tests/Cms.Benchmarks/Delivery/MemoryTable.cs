using System.Diagnostics;
using System.Globalization;

namespace Cms.Benchmarks.Delivery;

/// <summary>Loads the product with everything that readers ask for, and with somebody who writes, and prints its resident memory as time goes on.</summary>
internal static class MemoryTable
{
    private const int Posts = 10_000;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    public static async Task PrintAsync(TimeSpan duration)
    {
        await using var store = await LoadedStore.MakeAsync(Posts);
        var environment = new Dictionary<string, string>(store.Environment, StringComparer.Ordinal) { ["Cms__AdminKey"] = LoadedStore.AdminKey };
        var product = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        using var cms = ChildProcess.Start("cms.dll", ["serve", "--urls", product.ToString()], environment);
        await cms.ReadyAsync(new Uri(product, "/health/ready"));
        using var http = new HttpClient { BaseAddress = product };
        await SearchTimes.WaitForIndexAsync(http);
        Console.WriteLine("| after | resident | answers/s |\n|---|---|---|");
        var started = Stopwatch.GetTimestamp();
        var number = 0;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var step = Stopwatch.GetTimestamp();
            var load = LoadClient.RunAsync(product, Mixed(store.Slugs), connections: 16, Step);
            while (Stopwatch.GetElapsedTime(step) < Step)
            {
                await WriteAsync(http, number++);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }

            var (rate, _) = await load;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s | {cms.ResidentMebibytes:F0} MiB | {rate:F0} |"));
        }
    }

    private static List<byte[]> Mixed(IReadOnlyList<string> slugs) =>
    [
        .. slugs.SelectMany((slug, at) => (byte[][])[
            LoadClient.Get($"/api/v1/posts/{slug}"),
            LoadClient.Get($"/api/v1/posts/{slug}.html"),
            LoadClient.PostJson("/graphql", $$"""{"query":"{ post(slug: \"{{slug}}\") { title html related(first: 3) { title } } }"}"""),
            (at % 10) switch
            {
                0 => LoadClient.Get($"/api/v1/search?q={slug.Split('-')[0]}"),
                1 => LoadClient.Get($"/api/v1/posts?limit=100&body=html&tag=series-{at % 200}"),
                2 => LoadClient.Get("/feed.atom"),
                _ => LoadClient.Get($"/api/v1/posts?tag=series-{at % 200}"),
            }]),
    ];

    private static async Task WriteAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/posts", UriKind.Relative))
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"title":"Written {{number}}","markdown":"Text"}"""), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", LoadedStore.AdminKey);
        using var made = await http.SendAsync(request);
        made.EnsureSuccessStatusCode();
        using var publish = new HttpRequestMessage(HttpMethod.Post, new Uri($"{made.Headers.Location}/publish", UriKind.Relative));
        publish.Headers.Authorization = request.Headers.Authorization;
        publish.Headers.TryAddWithoutValidation("If-Match", made.Headers.ETag!.ToString());
        using var published = await http.SendAsync(publish);
        published.EnsureSuccessStatusCode();
    }
}
