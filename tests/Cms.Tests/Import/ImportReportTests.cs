using System.IO.Compression;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Import;

/// <summary>What an import tells of each file: what became of it, where something is wrong, and what to do.</summary>
public sealed class ImportReportTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly ImportRequest AsHugo = new("") { From = Content.Sources.Generator.Hugo };
    private static readonly ImportRequest AsEleventy = new("") { From = Content.Sources.Generator.Eleventy };

    [Theory]
    [InlineData("_posts/2020-01-01-unknown-{0}.md", "published")]
    [InlineData("_drafts/unknown-{0}.md", "draft")]
    public async Task What_is_not_known_of_Liquid_is_told_with_the_line_of_the_file(string file, string kind)
    {
        var report = await cms.ImportAsAsync($"liquid-{kind}", (file.Replace("{0}", kind, StringComparison.Ordinal), """
            ---
            title: T
            ---

            Text {% galaxy %}
            and {{ "x" | sparkle }}.

            {% include nowhere.html %}
            """));

        report.Files.ShouldHaveSingleItem().Warnings.Select(warning => $"{warning.Line} {warning.Code}").ShouldBe(
            ["5 liquid-tag-unknown", "6 liquid-filter-unknown", "8 liquid-include-not-found"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_shortcode_that_is_not_known_is_told()
    {
        var report = await cms.ImportAsAsync("shortcodes", AsHugo,
            ("hugo.toml", ""), ("content/posts/short.md", "+++\ntitle = 'T'\ndate = 2020-01-01\n+++\nText\n\n{{< galaxy >}}\n"));

        var warning = report.Files.ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem();
        (warning.Line, warning.Code).ShouldBe((7, "shortcode-unknown"));
    }

    [Fact]
    public async Task A_text_that_asks_for_more_than_the_bounds_is_told()
    {
        var report = await cms.ImportAsAsync("endless", ("_posts/2020-01-01-endless.md", "{% for i in (1..2000000000) %}{% for j in (1..2000000000) %}x{% endfor %}{% endfor %}"));

        report.Files.ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem().Code.ShouldBe("rendering-too-expensive");
    }

    [Fact]
    public async Task Of_two_members_of_one_name_the_second_is_refused()
    {
        var zip = Path.Combine(await cms.WriteFilesAsync("twice"), "twice.zip");
        Directory.CreateDirectory(Path.GetDirectoryName(zip)!);
        await using (var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create))
        {
            foreach (var text in (string[])["First.", "Second."])
            {
                await using var member = await archive.CreateEntry("_posts/2021-03-04-twice.md").OpenAsync(TestContext.Current.CancellationToken);
                await member.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
            }
        }

        var report = await cms.Services.GetRequiredService<Importer>().ImportAsync(new(zip), progress: null, TestContext.Current.CancellationToken);

        report.Files.Select(file => $"{file.Status} {file.Error?.Code}").ShouldBe(["Created ", "Refused duplicate-name"], ignoreOrder: true);
        (await cms.GetJsonAsync("/api/v1/posts/twice"))["body"]!["content"]!.GetValue<string>().ShouldBe("First.");
    }

    [Fact]
    public async Task A_page_of_Eleventys_that_is_no_post_is_passed_over()
    {
        var report = await cms.ImportAsAsync("eleventy", AsEleventy,
            (".eleventy.js", ""),
            ("README.md", "About the code."),
            ("blog/blog.json", "{ \"tags\": \"posts\" }"),
            ("blog/eleventy-post.md", "---\ndate: 2020-01-01\ntags: [posts, tea]\n---\nText"));

        report.Files.Select(file => $"{file.File} {file.Status} {file.Error?.Code} {string.Join(' ', file.Warnings.Select(warning => warning.Code))}".TrimEnd()).ShouldBe(
            ["README.md Ignored not-a-post", "blog/eleventy-post.md Created"]);
    }

    [Fact]
    public async Task A_link_to_what_is_no_post_is_reported()
    {
        var report = await cms.ImportAsAsync("page-links", ("_posts/2020-08-04-page-links.md", "---\ntitle: Page links\n---\n[a]({% link about.md %}) [b]({% link _about.md %})"));

        report.Files.ShouldHaveSingleItem().Warnings.Select(warning => warning.Code).ShouldBe(["liquid-page-link", "liquid-post-not-found"]);
    }

    [Fact]
    public async Task A_post_that_is_named_by_its_file_is_linked_to_whichever_comes_first()
    {
        (string, string) naming = ("_posts/2020-08-01-naming.md", "---\ntitle: Naming\n---\n[Next]({% post_url 2020-08-02-named %}) and [gone]({% link _posts/2020-08-03-later.md %})\n\n[out](https://example.org/)");
        var report = await cms.ImportAsAsync("naming", naming, ("_posts/2020-08-02-named.md", "Text"));

        var warning = report.Files[0].Warnings.ShouldHaveSingleItem();
        (warning.Line, warning.Code).ShouldBe((4, "liquid-post-not-found"));
        (await BacklinksAsync("named")).ShouldBe(["naming"]);

        report = await cms.ImportAsAsync("naming", naming, ("_posts/2020-08-02-named.md", "Text"), ("_posts/2020-08-03-later.md", "Text"));
        report.Files[0].Status.ShouldBe(ImportedFileStatus.Unchanged);
        (await BacklinksAsync("later")).ShouldBe(["naming"]);
        (await BacklinksAsync("named")).ShouldBe(["naming"]);
        (await cms.GetJsonAsync("/api/v1/links?post=naming"))["items"]!.AsArray().Count.ShouldBe(3);
        var links = await cms.GetJsonAsync("/graphql?query={post(slug:\"naming\"){links(place:BODY){name}}}");
        links["data"]!["post"]!["links"]!.AsArray().Select(link => link!["name"]!.GetValue<string>()).ShouldBe(["Next", "gone", "out"]);

        // Published again from the store, it links to them still.
        var writer = await WritingClient.OfAsync(cms);
        var post = await writer.GetAsync("/api/v1/posts/naming");
        await writer.VerbAsync(await writer.PatchAsync(post, new { title = "Renamed" }), "publish");
        (await BacklinksAsync("later")).ShouldBe(["naming"]);
    }

    [Fact]
    public async Task A_new_title_of_the_site_shows_in_the_posts_that_name_it_and_leaves_the_others_unchanged()
    {
        (string, string)[] posts = [("_posts/2020-05-01-names-site.md", "Of {{ site.title }}"), ("_posts/2020-05-02-names-none.md", "Text")];
        await cms.ImportAsAsync("retitled", [("_config.yml", "title: Old"), .. posts]);

        var report = await cms.ImportAsAsync("retitled", [("_config.yml", "title: New"), .. posts]);

        report.Files.Select(file => file.Status).ShouldBe([ImportedFileStatus.Updated, ImportedFileStatus.Unchanged]);
        (await cms.GetJsonAsync("/api/v1/posts/names-site?body=none"))["excerpt"]!.GetValue<string>().ShouldBe("Of New");
    }

    [Fact]
    public async Task A_purged_post_comes_back_with_force_or_a_change_of_its_file_alone()
    {
        (string, string)[] Files(string text) => [("_config.yml", $"permalink: /{text.Length}/:title"), ("_posts/2020-06-01-purged.md", text), ("_posts/2020-06-02-purged-too.md", "Other")];
        var key = await cms.KeyAsync("admin");
        foreach (var file in (await cms.ImportAsAsync("purged", Files("Text"))).Files)
        {
            using var trashed = await cms.SendAsync(HttpMethod.Delete, $"/api/v1/posts/{file.PostId}", key, "If-Match: *");
            using var purged = await cms.SendAsync(HttpMethod.Delete, $"/api/v1/posts/{file.PostId}?purge=true", key, "If-Match: *");
            purged.IsSuccessStatusCode.ShouldBeTrue();
        }

        var again = await cms.ImportAsAsync("purged", Files("Text"));
        again.Files.Select(file => $"{file.Status} {file.PostId} {file.Warnings[0].Code}").ShouldAllBe(file => file == "Conflict  purged-in-store");
        (await cms.ImportAsAsync("purged", Files("Text, longer"))).Files.Select(file => file.Status).ShouldBe([ImportedFileStatus.Created, ImportedFileStatus.Conflict]);
        (await cms.ImportAsAsync("purged", new ImportRequest("") { Force = true }, Files("Text, longer"))).Files.Select(file => file.Status).ShouldBe(
            [ImportedFileStatus.Unchanged, ImportedFileStatus.Created]);
        (await cms.ImportAsAsync("purged", Files("Text, longer"))).Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Unchanged);
    }

    [Fact]
    public async Task Categories_that_differ_in_case_alone_are_one_category_and_stay_two_in_the_post()
    {
        const string Text = "---\ncategories: [News, news]\n---\nText";
        var report = await cms.ImportAsAsync("cased", ("_posts/2020-07-01-cased.md", Text));

        report.Files.ShouldHaveSingleItem().Path.ShouldBe("/news/2020/07/01/cased.html");
        using var file = await cms.GetAsync("/api/v1/posts/cased.md");
        (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Text);
        var post = await cms.GetJsonAsync("/api/v1/posts/cased");
        post["categories"]!.AsArray().Select(category => category!.GetValue<string>()).ShouldBe(["News"]);
    }

    [Theory]
    [InlineData("title: T\n# comment\ntags:\n  - short\n  - {0}", 6)]
    [InlineData("slug: {0}", 2)]
    [InlineData("title: T\nredirect_from: [/a, '/{0}']", 3)]
    public async Task What_is_too_long_is_refused_with_its_line(string frontMatter, int line)
    {
        var file = $"_posts/2020-01-01-long-{line}.md";
        var report = await cms.ImportAsAsync($"long-{line}", (file, $"---\n{frontMatter.Replace("{0}", new string('x', 3000), StringComparison.Ordinal)}\n---\nText"));

        var error = report.Files.ShouldHaveSingleItem().Error.ShouldNotBeNull();
        (error.Line, error.Code).ShouldBe((line, "too-long"));
    }

    private async Task<IEnumerable<string>> BacklinksAsync(string slug) =>
        (await cms.GetJsonAsync("/graphql?query={post(slug:\"" + slug + "\"){backlinks{slug}}}"))["data"]!["post"]!["backlinks"]!.AsArray().Select(post => post!["slug"]!.GetValue<string>());
}
