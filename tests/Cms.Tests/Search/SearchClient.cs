using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Search;

/// <summary>Fills a store and searches it.</summary>
internal static class SearchClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A file with these lines of front matter.</summary>
    public static (string File, string Text) Post(string name, string title, string text, params string[] frontMatter) =>
        ($"_posts/2024-05-01-{name}.md", $"---\ntitle: \"{title}\"\n{string.Concat(frontMatter.Select(line => line + "\n"))}---\n{text}\n");

    /// <summary>Imports files and waits until the index has them.</summary>
    public static async Task ImportAndIndexAsync(this CmsFixture cms, params (string File, string Text)[] files)
    {
        await cms.ImportAsync(files);
        await cms.IndexedAsync();
    }

    /// <summary>Waits until the index has all that is published.</summary>
    public static async Task IndexedAsync(this CmsFixture cms)
    {
        var waited = Stopwatch.StartNew();
        while ((await cms.SearchAsync("anything"))["indexing"]!.GetValue<long>() > 0)
        {
            waited.Elapsed.ShouldBeLessThan(Patience, "The index does not follow.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <param name="filter">More of the query, such as <c>&amp;tag=docker</c>.</param>
    public static Task<JsonNode> SearchAsync(this CmsFixture cms, string text, string filter = "") =>
        cms.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/search?q={Uri.EscapeDataString(text)}{filter}"));

    /// <summary>The slugs of what is found, in order.</summary>
    public static async Task<string[]> FindAsync(this CmsFixture cms, string text, string filter = "") => SlugsOf(await cms.SearchAsync(text, filter));

    public static string[] SlugsOf(JsonNode answer) => [.. answer["items"]!.AsArray().Select(item => item!["post"]!["slug"]!.GetValue<string>())];
}
