using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Search;

namespace Cms.Tests.Delivery;

/// <summary>What each way of reading costs in SQL statements when nothing is kept.</summary>
public sealed class StatementTests(StatementTests.Counted cms) : IClassFixture<StatementTests.Counted>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await cms.FillAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/api/v1/posts", 1)]
    [InlineData("/api/v1/posts?body=html", 1)]
    [InlineData("/api/v1/posts?tag=counted&category=c1&sort=title&total=true", 4)]
    [InlineData("/api/v1/posts?linkHost=counted.example&year=2019", 1)]
    [InlineData("/api/v1/posts/counted-3", 1)]
    [InlineData("/api/v1/posts/counted-3.html", 1)]
    [InlineData("/api/v1/posts/counted-3.md", 3)]
    [InlineData("/api/v1/posts/by-path?path=/counted/3", 1)]
    [InlineData("/api/v1/posts/counted-3/related", 2)]
    [InlineData("/api/v1/posts/counted-3/neighbours", 3)]
    [InlineData("/api/v1/posts/counted-3/backlinks", 4)]
    [InlineData("/api/v1/tags", 1)]
    [InlineData("/api/v1/tags/counted", 1)]
    [InlineData("/api/v1/categories", 1)]
    [InlineData("/api/v1/authors", 1)]
    [InlineData("/api/v1/keywords", 1)]
    [InlineData("/api/v1/languages", 1)]
    [InlineData("/api/v1/links", 2)]
    [InlineData("/api/v1/links?host=counted.example", 2)]
    [InlineData("/api/v1/archive", 1)]
    [InlineData("/api/v1/search?q=counted", 3)]
    [InlineData("/api/v1/search?q=cuonted", 3)]
    [InlineData("/api/v1/search?q=cuonted%20coutned%20countde%20conuted", 3)]
    [InlineData("/api/v1/changes", 1)]
    [InlineData("/feed.atom", 1)]
    [InlineData("/tags/counted/feed.json", 1)]
    [InlineData("/sitemap.xml", 2)]
    [InlineData("/robots.txt", 0)]
    public async Task A_route_costs_so_many_statements(string address, int expected) =>
        (await StatementsOfAsync(async () => await cms.Client.GetStringAsync(address, TestContext.Current.CancellationToken))).ShouldBe(expected, address);

    [Theory]
    [InlineData("{ posts(first: 9) { nodes { title tags { name } categories { name } fields { name value } } } }", 1)]
    [InlineData("{ posts(first: 9) { nodes { title html toc { text } links { url host } translations { slug } } } }", 1)]
    [InlineData("""{ posts(first: 2, where: { tags: { some: { slug: { eq: "counted" } } } }) { totalCount nodes { title } } }""", 3)]
    [InlineData("""{ post(slug: "counted-3") { title html tags { name count } } }""", 2)]
    [InlineData("""{ post(slug: "counted-3") { previous { title } next { title } backlinks { title } } }""", 6)]
    [InlineData("{ posts(first: 9) { nodes { title related(first: 3) { title } } } }", 2)]
    [InlineData("{ tags(first: 9, order: [{ count: DESC }]) { nodes { name count posts(first: 2) { nodes { title } } } } }", 2)]
    [InlineData("""{ links(where: { host: { eq: "counted.example" } }) { nodes { url count posts(first: 2) { nodes { title } } } } }""", 2)]
    [InlineData("{ categories { name } authors { name } keywords { name } languages { code } archive { year count } }", 5)]
    [InlineData("""{ search(text: "counted", first: 3) { total { value } nodes { title } facets { tags { name } } } }""", 3)]
    [InlineData("{ changes(first: 5) { items { post { title html } } next } }", 1)]
    public async Task A_question_costs_so_many_statements(string query, int expected) =>
        (await StatementsOfAsync(() => cms.Client.QueryAsync(query))).ShouldBe(expected, query);

    private async Task<int> StatementsOfAsync(Func<Task> ask)
    {
        await ask();
        using var statements = new StatementCount(cms.ConnectionString);
        return await statements.OfAsync(ask);
    }

    /// <summary>A node that keeps nothing, with a few posts that have all that is asked for.</summary>
    public sealed class Counted(PostgresFixture postgres) : CmsFixture(postgres)
    {
        private bool isFilled;

        protected override IReadOnlyList<string> Settings => ["--Cms:Cache:Bytes=0", "--Cms:Site:BaseUrl=https://example.org"];

        public async Task FillAsync()
        {
            if (!isFilled)
            {
                await this.ImportAsAsync("statements", [.. Enumerable.Range(1, 9).Select(FileOf)]);
                await this.IndexedAsync();
                isFilled = true;
            }
        }

        private static (string File, string Text) FileOf(int number) => (
            $"_posts/2019-01-0{number}-counted-{number}.md",
            $"---\ntitle: Counted {number}\npermalink: /counted/{number}\ntags: [counted, t{number}]\ncategory: c{number % 2}\nkeywords: [k{number}]\nauthor: A{number % 3}\nlang: en\nlinks:\n  - a: https://counted.example/{number % 4}\n---\nCounted text with [a post](/counted/{(number % 9) + 1}) and [a page](https://counted.example/page).\n");
    }
}
