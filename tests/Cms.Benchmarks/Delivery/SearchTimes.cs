using System.Diagnostics;
using System.Text.Json.Nodes;
using Cms.Benchmarks.Blog;

namespace Cms.Benchmarks.Delivery;

/// <summary>How long somebody waits who searches alone, for answers that nobody has asked for before.</summary>
/// <param name="Median">Over words of titles.</param>
/// <param name="Commonest">For the word that most posts have.</param>
internal sealed record SearchTimes(TimeSpan Median, TimeSpan Commonest)
{
    private const int Searches = 60;

    // What was written last is merged into the index when nothing waits any more, and that takes a while for what a large store has.
    private static readonly TimeSpan TimeToMerge = TimeSpan.FromSeconds(5);
    private const int PostsTidiedInSecond = 5_000;

    /// <summary>Waits until the index has all posts: it follows an import in the background, on the cores that are measured.</summary>
    public static async Task<TimeSpan> WaitForIndexAsync(HttpClient http)
    {
        var started = Stopwatch.GetTimestamp();
        while (JsonNode.Parse(await http.GetStringAsync(Address(GeneratedBlog.CommonestWord)))!["indexing"]!.GetValue<long>() > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public static async Task<SearchTimes> MeasureAsync(HttpClient http, IReadOnlyList<string> slugs)
    {
        await Task.Delay(TimeToMerge + TimeSpan.FromSeconds(slugs.Count / PostsTidiedInSecond));
        List<TimeSpan> times = [];
        for (var at = 0; at < Searches; at++)
        {
            // A slug of the blog is its title's words and a number.
            times.Add(await TimeAsync(http, slugs[at * slugs.Count / Searches].Split('-')[at % 2]));
        }

        times.Sort();
        await TimeAsync(http, GeneratedBlog.CommonestWord);
        return new(times[Searches / 2], await TimeAsync(http, GeneratedBlog.CommonestWord));
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient http, string word)
    {
        var started = Stopwatch.GetTimestamp();
        _ = await http.GetByteArrayAsync(Address(word));
        return Stopwatch.GetElapsedTime(started);
    }

    private static Uri Address(string word) => new($"/api/v1/search?q={word}", UriKind.Relative);
}
