using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Benchmarks.Blog;

namespace Cms.Benchmarks.Delivery;

/// <summary>Starts the product and the yardsticks in one session, loads both in turn, and prints a table in Markdown: the product's rates as ratios to the yardsticks', for stores of several sizes.</summary>
internal static class DeliveryTable
{
    private const int Rounds = 3;
    private const string Posts = "/api/v1/posts";
    private const string Page = "{ posts(first: 20) { nodes { slug title publishedAt tags { slug name } links { name url } } } }";

    public static async Task PrintAsync(IReadOnlyList<int> sizes, TimeSpan duration)
    {
        Console.WriteLine("| posts | work | answers/s | yardstick | ratio (spread) |\n|---|---|---|---|---|");
        foreach (var posts in sizes)
        {
            await using var store = await LoadedStore.MakeAsync(posts);
            foreach (var isKept in (bool[])[false, true])
            {
                await ServeAsync(store, isKept, duration);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n32 connections, {Rounds} rounds of {duration.TotalSeconds:F0} s for each row, {Environment.ProcessorCount} cores shared with the load and PostgreSQL."));
    }

    private static async Task ServeAsync(LoadedStore store, bool isKept, TimeSpan duration)
    {
        var slugs = store.Slugs;
        var environment = new Dictionary<string, string>(store.Environment, StringComparer.Ordinal);
        if (!isKept)
        {
            environment["Cms__Cache__Bytes"] = "0";
        }

        var product = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        using var cms = ChildProcess.Start("cms.dll", ["serve", "--urls", product.ToString()], environment);
        var start = await cms.ReadyAsync(new Uri(product, "/health/ready"));
        using var http = new HttpClient { BaseAddress = product };
        var indexed = await SearchTimes.WaitForIndexAsync(http);
        var post = await SaveAsync(http, $"{Posts}/{slugs[0]}", Path.Combine(store.Folder, "post.json"));
        var page = await SaveAsync(http, Posts, Path.Combine(store.Folder, "page.json"));
        var yardstick = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        using var yardsticks = ChildProcess.Start(
            "Cms.Benchmarks.dll", ["yardsticks", yardstick.ToString(), post.File, page.File, store.ConnectionString], new Dictionary<string, string>(StringComparer.Ordinal));
        await yardsticks.ReadyAsync(new Uri(yardstick, "/post"));

        if (!isKept)
        {
            var search = await SearchTimes.MeasureAsync(http, slugs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {slugs.Count} | search, one at a time, not kept | median {search.Median.TotalMilliseconds:F0} ms, commonest word {search.Commonest.TotalMilliseconds:F0} ms; indexed within {indexed.TotalSeconds:F0} s of the import | | |"));
        }

        var works = isKept ? KeptWorks(slugs, post.Tag) : await NotKeptWorksAsync(http, slugs);
        foreach (var work in works)
        {
            Print(slugs.Count, $"{work.Name}, {(isKept ? "kept" : "not kept")}", work.Yardstick.Name, await work.MeasureAsync(product, yardstick, duration, Rounds));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {slugs.Count} | start with PostgreSQL running, to the first answer | {start.TotalSeconds:F2} s | | |\n| {slugs.Count} | resident after this load | {cms.ResidentMebibytes:F0} MiB | | |"));
    }

    private static List<DeliveryWork> KeptWorks(IReadOnlyList<string> slugs, string tag)
    {
        var bytesOfPost = new Yardstick("bare Kestrel, the same bytes", [LoadClient.Get("/post")]);
        var bytesOfPage = new Yardstick("bare Kestrel, the bytes of a page", [LoadClient.Get("/page")]);
        return
        [
            new("post by slug, REST, random", [.. slugs.Select(slug => LoadClient.Get($"{Posts}/{slug}"))], bytesOfPost),
            new("page of 20 with tags, REST", [LoadClient.Get(Posts)], bytesOfPage),
            new("page of 20 with tags and links, GraphQL", [GraphQL(Page)], bytesOfPage),
            new("304 on a known ETag", [LoadClient.Get($"{Posts}/{slugs[0]}", $"If-None-Match: {tag}")], bytesOfPost) { Status = 304 },
        ];
    }

    private static async Task<List<DeliveryWork>> NotKeptWorksAsync(HttpClient http, IReadOnlyList<string> slugs)
    {
        var query = new Yardstick("Kestrel and one prepared query", [.. slugs.Select(slug => LoadClient.Get($"/query/{slug}"))]);
        var deepest = await DeepestAsync(http);
        List<DeliveryWork> works =
        [
            new("post by slug, REST, random", [.. slugs.Select(slug => LoadClient.Get($"{Posts}/{slug}"))], query),
            new("post by slug, its HTML", [.. slugs.Select(slug => LoadClient.Get($"{Posts}/{slug}.html"))], query),
            new("first page of 20 with tags, REST", [LoadClient.Get(Posts)], query),
            new("deepest page of 20 with tags, REST", [LoadClient.Get($"{Posts}?after={deepest}")], query),
            new("page of 20 with tags and links, GraphQL", [GraphQL(Page)], query),
        ];
        foreach (var (name, address) in ((string, string)[])[("feed of the newest posts", "/feed.atom"), ("text search, the commonest word", $"/api/v1/search?q={GeneratedBlog.CommonestWord}"), ("related posts", $"{Posts}/{slugs[0]}/related")])
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));
            if (answer.IsSuccessStatusCode)
            {
                works.Add(new(name, [LoadClient.Get(address)], query));
            }
        }

        return works;
    }

    // The cursor behind which the last twenty posts are.
    private static async Task<string> DeepestAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/graphql?query=" + Uri.EscapeDataString("{ posts(last: 21) { pageInfo { startCursor } } }"), UriKind.Relative));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!["posts"]!["pageInfo"]!["startCursor"]!.GetValue<string>();
    }

    private static byte[] GraphQL(string query) => LoadClient.PostJson("/graphql", $$"""{"query":"{{query}}"}""");

    private static async Task<(string File, string Tag)> SaveAsync(HttpClient http, string address, string file)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        return (file, answer.Headers.ETag!.ToString());
    }

    private static void Print(int posts, string work, string yardstick, IReadOnlyList<(double Rate, double Ratio)> rounds)
    {
        var byRatio = rounds.OrderBy(round => round.Ratio).ToList();
        var (rate, ratio) = byRatio[rounds.Count / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {posts} | {work} | {rate:F0} | {yardstick} | {ratio:F2} ({byRatio[0].Ratio:F2}–{byRatio[^1].Ratio:F2}) |"));
    }
}
