using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Delivery;

public sealed class CursorWalkTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const int Posts = 1000;

    [Theory]
    [InlineData("-publishedAt")]
    [InlineData("publishedAt")]
    [InlineData("title")]
    [InlineData("-title")]
    [InlineData("modifiedAt")]
    [InlineData("-modifiedAt")]
    public async Task A_walk_sees_each_post_that_was_there_all_along_once_while_others_come_and_go(string sort)
    {
        var tag = $"walk-{Guid.NewGuid():N}";
        var standing = Enumerable.Range(0, Posts).Select(number => Post(tag, "stays", number)).ToArray();
        await cms.ImportAsAsync(tag, standing);

        // Titles and dates of those that come and go lie between those of the posts that stay.
        using var walked = new CancellationTokenSource();
        var changing = Task.Run(async () =>
        {
            for (var round = 0; !walked.IsCancellationRequested; round++)
            {
                var guests = Enumerable.Range(0, 20).Select(number => Post(tag, "comes", number * 50, published: (round + number) % 2 == 0));
                await cms.ImportAsAsync($"{tag}-guests", [.. guests]);
            }
        }, TestContext.Current.CancellationToken);

        var list = $"/api/v1/posts?tag={tag}&sort={sort}&limit=100&select=slug";
        var forwards = await ForwardsAsync(list);
        var backwards = await BackwardsAsync(list);
        await walked.CancelAsync();
        await changing;

        ShouldHoldEachOnce(forwards);
        ShouldHoldEachOnce(backwards);
    }

    [Fact]
    public async Task Titles_of_any_length_and_tags_with_line_breaks_can_be_walked()
    {
        var tag = $"odd-{Guid.NewGuid():N}";
        await cms.ImportAsAsync(tag, [.. Enumerable.Range(1, 3).Select(number => (
            string.Create(CultureInfo.InvariantCulture, $"_posts/2011-01-0{number}-{tag}.md"),
            string.Create(CultureInfo.InvariantCulture, $"---\ntitle: {new string('ü', 2000)}{number}\ntags: [{tag}, \"a\\nb{number}\"]\n---\n")))]);

        (await ForwardsAsync($"/api/v1/posts?tag={tag}&sort=title&limit=1&select=slug")).Count.ShouldBe(3);
        var names = new List<string>();
        for (var page = await cms.GetJsonAsync("/api/v1/tags?sort=-count&limit=1"); ; page = await cms.GetJsonAsync($"/api/v1/tags?sort=-count&limit=1&after={Cursor(page, "next")}"))
        {
            names.Add(page["items"]![0]!["name"]!.GetValue<string>());
            if (Cursor(page, "next") is null)
            {
                break;
            }
        }

        names.Count(name => name.StartsWith("a\nb", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_cursor_of_one_list_is_refused_by_another()
    {
        var tag = $"list-{Guid.NewGuid():N}";
        await cms.ImportAsAsync(tag, ($"_posts/2012-01-01-{tag}.md", $"---\ntags: [{tag}]\n---\n"), ($"_posts/2012-01-02-{tag}.md", $"---\ntags: [{tag}]\n---\n"));
        var cursor = Cursor(await cms.GetJsonAsync($"/api/v1/posts?tag={tag}&limit=1"), "next");

        using var answer = await cms.GetAsync($"/api/v1/posts?limit=1&after={cursor}");
        ((int)answer.StatusCode).ShouldBe(400);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-cursor");
    }

    private static void ShouldHoldEachOnce(List<string> slugs)
    {
        var stayed = slugs.Where(slug => slug.StartsWith("stays", StringComparison.Ordinal)).ToList();
        stayed.Count.ShouldBe(Posts);
        stayed.Distinct(StringComparer.Ordinal).Count().ShouldBe(Posts);
    }

    private async Task<List<string>> ForwardsAsync(string list)
    {
        List<string> slugs = [];
        for (var page = await cms.GetJsonAsync(list); ; page = await cms.GetJsonAsync($"{list}&after={Cursor(page, "next")}"))
        {
            slugs.AddRange(SlugsOf(page));
            if (Cursor(page, "next") is null)
            {
                return slugs;
            }
        }
    }

    private async Task<List<string>> BackwardsAsync(string list)
    {
        var page = await cms.GetJsonAsync(list);
        while (Cursor(page, "next") is { } next)
        {
            page = await cms.GetJsonAsync($"{list}&after={next}");
        }

        var slugs = SlugsOf(page);
        while (Cursor(page, "previous") is { } previous)
        {
            page = await cms.GetJsonAsync($"{list}&before={previous}");
            slugs.InsertRange(0, SlugsOf(page));
        }

        return slugs;
    }

    private static string? Cursor(JsonNode page, string direction) => page["page"]![direction]?.GetValue<string>();

    private static List<string> SlugsOf(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["slug"]!.GetValue<string>())];

    private static (string File, string Text) Post(string tag, string kind, int number, bool published = true)
    {
        var day = new DateOnly(2010, 1, 1).AddDays(number / 3);
        return (
            string.Create(CultureInfo.InvariantCulture, $"_posts/{day:yyyy-MM-dd}-{kind}-{number}-{tag}.md"),
            string.Create(CultureInfo.InvariantCulture, $"---\ntitle: Number {number / 2:D5}\ntags: [{tag}]\nmodified: {day.AddDays(number % 5):yyyy-MM-dd}\npublished: {(published ? "true" : "false")}\n---\nText.\n"));
    }
}
