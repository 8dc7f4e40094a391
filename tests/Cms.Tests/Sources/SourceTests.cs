using System.Net;
using Cms.Content.Sources;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Sources;

/// <summary>What was imported together, over REST.</summary>
public sealed class SourceTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly (string, string) Config = ("_config.yml", "permalink: /:title/ # a comment\nname: Old name\n");

    [Fact]
    public async Task A_source_is_listed_with_its_posts_and_shown_with_its_configuration()
    {
        await cms.ImportAsAsync("shown", Config, ("_posts/2021-03-04-shown-one.md", "x"), ("_posts/2021-03-04-shown-two.md", "x"));
        var client = await OfAsync(cms);

        var listed = (await client.GetAsync("/api/v1/sources?limit=100"))["items"]!.AsArray().Single(source => $"{source!["name"]}" == "shown")!;
        using var one = await client.SendAsync("GET", "/api/v1/sources/shown");
        var shown = await ReadAsync(client.SendAsync("GET", $"/api/v1/sources/{listed["id"]}"));

        listed["posts"]!.GetValue<int>().ShouldBe(2);
        listed["generator"]!.GetValue<string>().ShouldBe("jekyll");
        listed["configuration"].ShouldBeNull();
        shown["configuration"]!.GetValue<string>().ShouldBe(Config.Item2);
        one.Headers.ETag!.Tag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task A_changed_configuration_changes_what_is_rendered_and_no_path()
    {
        var report = await cms.ImportAsAsync("rendered", Config, ("_posts/2021-03-04-rendered-by-it.md", "This is {{ site.name }}."));
        var client = await OfAsync(cms);
        (await cms.Client.GetStringAsync($"/api/v1/posts/{report.Files[0].PostId}.html", TestContext.Current.CancellationToken)).ShouldContain("Old name");

        var changed = await ReadAsync(client.SendAsync("PATCH", "/api/v1/sources/rendered", new { configuration = "permalink: /other/:title/\nname: New name\n" }, "If-Match: \"1\""));
        using var stale = await client.SendAsync("PATCH", "/api/v1/sources/rendered", new { configuration = "name: Stale\n" }, "If-Match: \"1\"");

        changed["revision"]!.GetValue<int>().ShouldBe(2);
        (await cms.Client.GetStringAsync($"/api/v1/posts/{report.Files[0].PostId}.html", TestContext.Current.CancellationToken)).ShouldContain("New name");
        (await cms.GetJsonAsync($"/api/v1/posts/{report.Files[0].PostId}"))["path"]!.GetValue<string>().ShouldBe("/rendered-by-it/");
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var audit = (await client.GetAsync($"/api/v1/audit?kind=source&id={changed["id"]}"))["items"]!.AsArray();
        audit.Select(row => $"{row!["action"]} by {row["by"]}").ShouldBe(["configured by admin", "configured by command line"]);
    }

    [Theory]
    [InlineData("""{ "configuration": "a: [" }""", 422)]
    [InlineData("""{ "configuration": null }""", 400)]
    [InlineData("""{ "configuration": 5 }""", 400)]
    [InlineData("""{ "permalink": "/x" }""", 400)]
    public async Task A_configuration_that_cannot_be_read_is_refused(string body, int status)
    {
        await cms.ImportAsAsync("refused", Config, ("_posts/2021-03-04-refused-source.md", "x"));

        using var answer = await (await OfAsync(cms)).SendAsync("PATCH", "/api/v1/sources/refused", body, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task What_of_a_configuration_is_not_followed_is_told()
    {
        var report = await cms.ImportAsAsync("unfollowed", ("_config.yml", "name: x\nkramdown:\n  input: GFM\n  header_offset: 1\n  math_engine: katex\n  tocs: 3\n"), ("_posts/2021-03-04-unfollowed.md", "# A\n"));

        string[] warnings = ["5: 'kramdown.math_engine' is not followed: formulas are written for MathJax.", "6: 'kramdown.tocs' is not followed: kramdown has no such option."];
        report.Settings.Select(warning => $"{warning.Line}: {warning.Message}").ShouldBe(warnings);
        var shown = await ReadAsync((await OfAsync(cms)).SendAsync("GET", "/api/v1/sources/unfollowed"));
        shown["warnings"]!.AsArray().Select(warning => $"{warning!["line"]}: {warning["message"]}").ShouldBe(warnings);
        (await cms.Client.GetStringAsync($"/api/v1/posts/{report.Files[0].PostId}.html", TestContext.Current.CancellationToken)).ShouldContain("<h2");
    }

    [Theory]
    [InlineData("_config.yml", "name: x\nmarkdown: pandoc\n", "2: 'markdown' is not followed: texts are read as GitHub's Markdown, not as 'pandoc' would.")]
    [InlineData("_config.yml", "markdown: rdiscount\n", "1: 'markdown' is not followed: texts are read as GitHub's Markdown, not as 'rdiscount' would.")]
    [InlineData("_config.yml", "markdown: CommonMarkGhPages\n", null)]
    [InlineData("_config.yml", "markdown: Redcarpet\n", null)]
    [InlineData("_config.yml", "markdown:\n", null)]
    [InlineData("hugo.toml", "title = 'x'\n[markup]\ndefaultMarkdownHandler = 'pandoc'\n", "3: 'markup.defaultMarkdownHandler' is not followed: texts are read as Goldmark's Markdown, not as 'pandoc' would.")]
    public void A_markdown_engine_that_is_not_followed_is_told(string file, string configuration, string? warning)
    {
        var generator = file == "hugo.toml" ? Generator.Hugo : Generator.Jekyll;

        var told = SourceWarnings.Of(new() { Generator = generator, Configuration = configuration });

        told.Select(one => $"{one.Line}: {one.Message}").ShouldBe(warning is null ? [] : [warning]);
    }

    [Fact]
    public void A_renderer_of_hexo_that_takes_the_place_of_its_own_is_told() =>
        SourceWarnings.Of(new() { Generator = Generator.Hexo, Configuration = "permalink: :title/\nmarkdown:\n  html: true\n" })
            .ShouldHaveSingleItem().Message.ShouldBe("'markdown' is not followed: texts are read as by hexo-renderer-marked.");

    [Fact]
    public async Task Sources_are_for_admins_and_a_change_names_its_revision()
    {
        await cms.ImportAsAsync("guarded", Config, ("_posts/2021-03-04-guarded.md", "x"));
        using var writer = await (await OfAsync(cms, "write", "publish")).SendAsync("GET", "/api/v1/sources");
        using var without = await (await OfAsync(cms)).SendAsync("PATCH", "/api/v1/sources/guarded", new { configuration = "" });
        using var none = await (await OfAsync(cms)).SendAsync("GET", "/api/v1/sources/none-of-it");

        writer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        without.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await CmsFixture.CodeOfAsync(none)).ShouldBe("source-not-found");
    }
}
