using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class TemplateTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_post_that_another_names_by_its_file_is_linked_by_its_path()
    {
        await cms.ImportAsync(
            ("_config.yml", "permalink: /:year/:title/\nbaseurl: /base"),
            ("_posts/2024-01-01-named.md", "---\ntitle: Named\n---\nText."),
            ("_posts/2024-01-02-naming.md", "---\ntitle: Naming\n---\n[one]({% post_url 2024-01-01-named %}) [two]({% link _posts/2024-01-01-named.md %})"));

        (await HtmlAsync("naming")).ShouldBe("<p><a href=\"/base/2024/named/\">one</a> <a href=\"/base/2024/named/\">two</a></p>\n");
    }

    [Fact]
    public async Task A_text_may_show_what_its_front_matter_says()
    {
        (string Key, string Shown)[] page =
        [
            ("category", "Tea"),
            ("keywords | join: '+'", "leaf+pot"),
            ("image.path", "/pot.png"),
            ("image.alt", "A pot"),
            ("cover.url", "/pot.png"),
            ("summary", "Hot."),
            ("language", "en"),
            ("links[0].source", "/source"),
            ("links[1]['the other']", "/other"),
            ("excerpt", "In short."),
            ("canonical_url", "https://example.org/first"),
            ("featured", "true"),
            ("modified", "2024-03-05 10:00:00 +0100"),
            ("modified | date: '%-d.%-m.%Y'", "5.3.2024"),
            ("author", "Ann"),
            ("difficulty", "easy"),
            ("published", "true"),
            ("name", "2024-01-01-page-keys.md"),
            ("ext", ".md"),
        ];
        const string FrontMatter =
            """
            ---
            title: Page keys
            category: Tea
            keywords: [leaf, pot]
            image: { path: /pot.png, alt: A pot }
            links:
              - source: /source
              - the other: /other
            excerpt: In short.
            summary: Hot.
            lang: en
            canonical_url: https://example.org/first
            featured: true
            modified: 2024-03-05 10:00:00 +0100
            author: Ann
            difficulty: easy
            ---

            """;
        await cms.ImportAsync(
            ("_config.yml", "timezone: Europe/Berlin"),
            ("_posts/2024-01-01-page-keys.md", FrontMatter + string.Concat(page.Select(entry => $"## {{{{ page.{entry.Key} }}}}\n\n"))));

        var shown = (await HtmlAsync("page-keys")).Split("</h2>")[..^1].Select(heading => heading[(heading.LastIndexOf('>') + 1)..]);
        shown.ShouldBe(page.Select(entry => entry.Shown));
    }

    [Fact]
    public async Task The_path_of_a_draft_is_not_told()
    {
        await cms.ImportAsync(
            ("_config.yml", "permalink: /:title/"),
            ("_posts/2024-01-01-secret.md", "---\ntitle: Secret\npublished: false\npermalink: /very-secret/\n---\nText."),
            ("_posts/2024-01-02-telling.md", "---\ntitle: Telling\n---\n({% post_url 2024-01-01-secret %})"));

        (await HtmlAsync("telling")).ShouldBe("<p>()</p>\n");
    }

    [Fact]
    public async Task What_a_post_includes_is_kept_with_its_source_and_a_change_of_it_shows()
    {
        (string, string) post = ("_posts/2024-01-01-including.md", "---\ntitle: Including\n---\n{% include note.html text=\"x\" %} {{ site.data.facts.answer }} {% include_relative part.txt %}");
        (string, string) part = ("_posts/part.txt", "beside");
        await cms.ImportAsAsync("including", post, part, ("_includes/note.html", "note {{ include.text }}"), ("_data/facts.yml", "answer: 42"));
        var first = await cms.GetAsync("/api/v1/posts/including.html");
        var tag = first.Headers.ETag!.Tag;
        (await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("<p>note x 42 beside</p>\n");

        await cms.ImportAsAsync("including", post, part, ("_includes/note.html", "remark {{ include.text }}"), ("_data/facts.yml", "answer: 43"));
        var second = await cms.GetAsync("/api/v1/posts/including.html", $"If-None-Match: {tag}");

        (await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("<p>remark x 43 beside</p>\n");
    }

    [Fact]
    public async Task A_link_to_a_page_leads_to_the_address_that_the_page_says_and_follows_it_when_that_changes()
    {
        (string, string) post = ("_posts/2024-01-01-leading.md", "---\ntitle: Leading\n---\n[a]({% link pages/start.md %}) [b]({% link /about.html %}#top) [c]({% link plain.md %})");
        (string, string)[] others = [("about.html", "---\npermalink: ':basename:output_ext'\n---\n"), ("plain.md", "---\ntitle: Plain\n---\npermalink: /no/\n")];
        await cms.ImportAsAsync("leading", [post, .. others, ("pages/start.md", "---\npermalink: quick//start/\n---\nText")]);
        (await HtmlAsync("leading")).ShouldBe("<p><a href=\"/quick/start/\">a</a> <a href=\"/about.html#top\">b</a> <a href=\"/plain.html\">c</a></p>\n");

        var report = await cms.ImportAsAsync("leading", [post, .. others, ("pages/start.md", "---\npermalink: /start/\n---\nText")]);

        report.Files.ShouldHaveSingleItem().Warnings.Select(warning => warning.Message.Split(' ')[4]).ShouldBe(["plain.md"]);
        (await HtmlAsync("leading")).ShouldStartWith("<p><a href=\"/start/\">a</a>");
    }

    [Fact]
    public async Task Data_files_may_begin_with_a_line_of_dashes()
    {
        await cms.ImportAsAsync(
            "dashed-data",
            ("_posts/2024-01-01-dashed-data.md", "---\ntitle: Dashed\n---\n{% include who.html key=\"ann\" %} {{ site.data.list[1] }}"),
            ("_includes/who.html", "{{ site.data.people[include.key].name }}"),
            ("_data/people.yaml", "---\nann:\n  name: Ann\n"),
            ("_data/list.yml", "---\n- a\n- b\n"));

        (await HtmlAsync("dashed-data")).ShouldBe("<p>Ann b</p>\n");
    }

    [Fact]
    public async Task Of_a_name_that_a_data_file_gives_twice_the_last_value_counts()
    {
        await cms.ImportAsAsync(
            "twice-named-data",
            ("_posts/2024-01-01-twice-named-data.md", "---\ntitle: Twice\n---\n{{ site.data.people.ann }} {{ site.data.people.deep.bob }} {{ site.data.people.list[1].n }}"),
            ("_data/people.json", """{ "ann": "First", "ann": "Last", "list": [1, { "n": 2.5, "n": 3.5 }] }"""),
            ("_data/people/deep.yml", "bob: Bob\n"),
            ("_data/halves.json", """{ "\ud800": 1 }"""));

        (await HtmlAsync("twice-named-data")).ShouldBe("<p>Last Bob 3.5</p>\n");
    }

    [Fact]
    public async Task Looking_up_named_posts_costs_one_statement_for_all_rows()
    {
        await cms.ImportAsync([
            ("_posts/2024-01-01-target.md", "---\ntitle: Target\n---\nText."),
            .. Enumerable.Range(1, 9).Select(i => ($"_posts/2024-02-0{i}-names-{i}.md", $"---\ntitle: Names\ntags: [{(i < 2 ? "names-few, " : "")}names-many]\n---\n[a]({{% post_url 2024-01-01-target %}})")),
        ]);
        const string Query = "query($tag: String) { posts(where: { tags: { some: { slug: { eq: $tag } } } }) { nodes { html } } }";
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=0");
        using var client = node.Server.CreateClient();
        using var statements = new StatementCount(cms.ConnectionString);
        await client.QueryAsync(Query, new { tag = "names-many" });

        var few = await statements.OfAsync(() => client.QueryAsync(Query, new { tag = "names-few" }));
        var many = await statements.OfAsync(() => client.QueryAsync(Query, new { tag = "names-many" }));

        many.ShouldBe(few);
    }

    private async Task<string> HtmlAsync(string slug)
    {
        var post = await cms.GetJsonAsync($"/api/v1/posts/{slug}?body=html");
        return post["body"]!["content"]!.GetValue<string>();
    }
}
