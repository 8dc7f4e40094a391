using System.Net;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class TermTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Languages_that_differ_by_a_sign_are_different_tags()
    {
        await cms.ImportAsync(("_posts/2024-01-01-signs.md", "---\ntitle: T\ntags: [C, C++, 'C#', .NET]\n---\nText\n"));

        foreach (var (slug, name) in ((string, string)[])[("c", "C"), ("c-plus-plus", "C++"), ("c-sharp", "C#"), ("dot-net", ".NET")])
        {
            var tag = await cms.GetJsonAsync($"/api/v1/tags/{slug}");
            tag["name"]!.GetValue<string>().ShouldBe(name);
            tag["count"]!.GetValue<int>().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Another_spelling_of_a_tag_is_redirected()
    {
        await cms.ImportAsync(("_posts/2024-01-02-spelt.md", "---\ntitle: T\ntags: [Front Matter]\n---\nText\n"));

        using var answer = await cms.GetAsync("/api/v1/tags/Front%20Matter");

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe("/api/v1/tags/front-matter");
    }

    [Theory]
    [InlineData("tags", "tags: [one-of-these]")]
    [InlineData("categories", "category: one-of-these")]
    [InlineData("authors", "author: one-of-these")]
    [InlineData("keywords", "keywords: [one-of-these]")]
    public async Task Each_kind_is_listed_and_found(string kind, string frontMatter)
    {
        await cms.ImportAsync(($"_posts/2024-01-03-{kind}.md", $"---\ntitle: T\n{frontMatter}\n---\nText\n"));

        var page = await cms.GetJsonAsync($"/api/v1/{kind}?limit=1000");
        page["items"]!.AsArray().Select(term => term!["slug"]!.GetValue<string>()).ShouldContain(slug => slug == "one-of-these");
        page["page"]!["limit"]!.GetValue<int>().ShouldBe(1000);
        (await cms.GetJsonAsync($"/api/v1/{kind}/one-of-these"))["count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_walk_over_pages_sees_each_tag_once_and_the_most_carried_first()
    {
        await cms.ImportAsync(
            ("_posts/2024-01-04-walk-a.md", "---\ntitle: T\ntags: [walk-x, walk-y]\n---\nText\n"),
            ("_posts/2024-01-05-walk-b.md", "---\ntitle: T\ntags: [walk-y]\n---\nText\n"));
        List<(string Slug, int Count)> seen = [];
        for (string? after = ""; after is not null;)
        {
            var page = await cms.GetJsonAsync($"/api/v1/tags?sort=-count&limit=1{after}");
            seen.AddRange(page["items"]!.AsArray().Select(term => (term!["slug"]!.GetValue<string>(), term["count"]!.GetValue<int>())));
            after = page["page"]!["next"] is { } next ? $"&after={next}" : null;
        }

        seen.Distinct().Count().ShouldBe(seen.Count);
        seen.Select(term => term.Count).ShouldBeInOrder(SortDirection.Descending);
        seen.FindIndex(term => term.Slug == "walk-y").ShouldBeLessThan(seen.FindIndex(term => term.Slug == "walk-x"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("-count")]
    public async Task A_walk_through_the_pages_of_languages_sees_each_once(string sort)
    {
        await cms.ImportAsync([.. ((string[])["fr", "it", "it", "sv"]).Select((language, at) => ($"_posts/2021-05-0{at + 1}-spoken-{sort.TrimStart('-')}-{at}.md", $"---\nlang: {language}\n---\nText\n"))]);

        List<string> seen = [];
        for (var address = $"/api/v1/languages?sort={sort}&limit=2"; address is not null;)
        {
            var page = await cms.GetJsonAsync(address);
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page["items"]!.AsArray().Select(language => language!["slug"]!.GetValue<string>()));
            address = page["page"]!["next"]?.GetValue<string>() is { } next ? $"/api/v1/languages?sort={sort}&limit=2&after={next}" : null;
        }

        seen.Distinct(StringComparer.Ordinal).Count().ShouldBe(seen.Count);
        ((string[])["fr", "it", "sv"]).Except(seen, StringComparer.Ordinal).ShouldBeEmpty();
        if (sort == "name")
        {
            seen.ShouldBe(seen.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Languages_and_months_are_counted()
    {
        await cms.ImportAsync(("_posts/1999-12-31-old.md", "---\ntitle: T\nlang: nl\n---\nText\n"));

        (await cms.GetJsonAsync("/api/v1/languages"))["items"]!.AsArray().ShouldContain(language => language!["slug"]!.GetValue<string>() == "nl" && language["count"]!.GetValue<int>() == 1);
        (await cms.GetJsonAsync("/api/v1/archive"))["items"]!.AsArray()[^1]!.ToJsonString().ShouldBe("""{"year":1999,"month":12,"count":1}""");
    }
}
