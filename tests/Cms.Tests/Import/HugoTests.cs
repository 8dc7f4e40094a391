using System.Globalization;
using Cms.Content.Import;
using Cms.Content.Posts;

namespace Cms.Tests.Import;

/// <summary>Hugo's pages, by https://gohugo.io/content-management/.</summary>
public sealed class HugoTests
{
    [Theory]
    [InlineData("posts/My Post.md", "", "/posts/my-post/")]
    [InlineData("posts/deep/er/x.md", "", "/posts/deep/er/x/")]
    [InlineData("posts/bundle/index.md", "", "/posts/bundle/")]
    [InlineData("posts/x.md", "slug: Other Name", "/posts/other-name/")]
    [InlineData("posts/bundle/index.md", "slug: other", "/posts/other/")]
    [InlineData("posts/x.md", "url: /own/place.html", "/own/place.html")]
    [InlineData("posts/x.md", "url: own/place", "/own/place/")]
    [InlineData("about.md", "", "/about/")]
    [InlineData("posts/Was ist C++?.md", "", "/posts/was-ist-c++/")]
    public void An_address_is_the_path_unless_the_page_says_otherwise(string file, string frontMatter, string path) =>
        One(file, $"---\ndate: 2020-01-02\n{frontMatter}\n---\n").Content!.Path.ShouldBe(path);

    [Theory]
    [InlineData("/:year/:month/:day/:slug/", "/2020/01/02/my-title/")]
    [InlineData("/:section/:filename", "/posts/my-file/")]
    [InlineData("/:sections/:slugorcontentbasename/", "/posts/a/b/my-file/")]
    [InlineData("/:sections[1:]/:title", "/a/b/my-title/")]
    [InlineData("/:sections[last]/:yearday/:monthname", "/b/2/January/")]
    [InlineData("/:year/:title.html", "/2020/my-title.html")]
    public void A_section_may_have_a_pattern(string pattern, string path) =>
        One("posts/a/b/My File.md", "+++\ntitle = 'My Title'\ndate = 2020-01-02\n+++\n", $"[permalinks]\nposts = '{pattern}'").Content!.Path.ShouldBe(path);

    [Theory]
    [InlineData("---\ntitle: T\ndate: 2020-01-02T03:04:05+02:00\n---\nText.")]
    [InlineData("+++\ntitle = \"T\"\ndate = 2020-01-02T03:04:05+02:00\n+++\nText.")]
    [InlineData("{\n\"title\": \"T\", \"date\": \"2020-01-02T03:04:05+02:00\"\n}\nText.")]
    public void Front_matter_comes_in_three_languages(string text)
    {
        var post = One("posts/x.md", text).Content!;

        (post.Title, post.Markdown, post.PublishedAt).ShouldBe(("T", "Text.", new DateTimeOffset(2020, 1, 2, 1, 4, 5, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("_index.md", "section-page")]
    [InlineData("posts/_index.md", "section-page")]
    [InlineData("posts/bundle/notes.md", "page-resource")]
    [InlineData("posts/bundle/sub/notes.md", "page-resource")]
    [InlineData("posts/photo.jpg", "not-markdown")]
    [InlineData("posts/plain.html", "no-front-matter")]
    public void What_is_no_page_is_ignored(string file, string code)
    {
        using var folder = new SiteFolder { ["hugo.toml"] = "", ["content/posts/bundle/index.md"] = "x", [$"content/{file}"] = "x" };
        using var site = folder.Open();

        var ignored = site.Files.Single(found => found.File == $"content/{file}");

        var read = site.TryReadBytes(ignored, out var bytes, out var problem) ? site.Understand(ignored, bytes, SiteFolder.Clock.GetUtcNow()) : ReadPost.Refused(file, problem);
        (ignored.IsIgnored || read.IsIgnored).ShouldBeTrue();
        read.Refusal!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("draft: true", PostStatus.Draft)]
    [InlineData("draft: false", PostStatus.Published)]
    [InlineData("published: false", PostStatus.Draft)]
    [InlineData("publishDate: 2030-01-01", PostStatus.Scheduled)]
    [InlineData("expiryDate: 2021-01-01", PostStatus.Draft)]
    public void A_page_is_out_when_Hugo_has_it_out(string frontMatter, PostStatus status) =>
        One("posts/x.md", $"---\ndate: 2020-01-02\n{frontMatter}\n---\n").Status.ShouldBe(status);

    [Fact]
    public void A_page_goes_out_at_its_publishDate_and_keeps_the_address_of_its_date()
    {
        var post = One("posts/x.md", "---\ndate: 2020-01-02\npublishDate: 2030-01-01\n---\n", "[permalinks]\nposts = '/:year/:slug/'").Content!;

        post.PublishedAt.ShouldBe(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        post.Path.ShouldBe("/2020/x/");
    }

    [Fact]
    public void Dates_are_found_where_the_settings_say()
    {
        var post = One("posts/2020-01-02-tea.md", "---\nlastmod: 2021-01-01\n---\n", "[frontmatter]\ndate = [':filename', ':default']").Content!;

        (post.PublishedOn, post.Slug, post.Path).ShouldBe((new DateOnly(2020, 1, 2), "tea", "/posts/tea/"));
        post.ModifiedAt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe("2021-01-01");
    }

    [Fact]
    public void Languages_come_by_folder_or_by_name()
    {
        const string settings = "defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n[languages.fr]\ncontentDir = 'inhalt/fr'";
        using var folder = new SiteFolder
        {
            ["hugo.toml"] = settings,
            ["content/posts/tea.md"] = "---\ndate: 2020-01-02\n---\n",
            ["content/posts/tea.de.md"] = "---\ndate: 2020-01-02\n---\n",
            ["inhalt/fr/posts/tea.md"] = "---\ndate: 2020-01-02\n---\n",
        };

        var read = folder.Read();

        read.Select(post => (post.Content!.Language, post.Content.Path)).ShouldBe([("de", "/de/posts/tea/"), ("en", "/posts/tea/"), ("fr", "/fr/posts/tea/")]);
        read.Select(post => post.Content!.TranslationKey).Distinct(StringComparer.Ordinal).ShouldBe(["posts/tea"]);
    }

    [Fact]
    public void Terms_aliases_and_the_authors_own_keys_are_read()
    {
        var post = One("posts/tea.md", "---\ndate: 2020-01-02\ntags: [Green Tea]\nCategories: [Hot Drinks]\naliases: [/old/, older]\nweight: 5\n---\n").Content!;

        post.Tags.ShouldBe(["Green Tea"]);
        post.Categories.ShouldBe(["Hot Drinks"]);
        post.RedirectFrom.ShouldBe(["/old/", "/posts/older"]);
        post.Fields.Json.ShouldBe("""{"weight":5}""");
    }

    [Fact]
    public void Settings_may_be_in_parts_and_name_the_sections_of_posts()
    {
        using var folder = new SiteFolder
        {
            ["config/_default/hugo.toml"] = "title = 'Blog'",
            ["config/_default/permalinks.yaml"] = "posts: /:slug/",
            ["config/_default/params.toml"] = "mainSections = ['posts']",
            ["content/posts/x.md"] = "---\ntitle: Tea\ndate: 2020-01-02\n---\n",
            ["content/about.md"] = "x",
        };

        var read = folder.Read();

        read.Select(post => post.Content?.Path ?? post.Refusal!.Code).ShouldBe(["not-in-main-sections", "/tea/"]);
    }

    [Theory]
    [InlineData("blog/2020-01-02-Green Tea.md", "", "/blog/green-tea/")]
    [InlineData("blog/2020-01-02_tea/index.md", "", "/blog/tea/")]
    [InlineData("blog/tea.md", "date = 2020-01-02\nslug = 'Green Tea'", "/blog/green-tea/")]
    [InlineData("blog/tea.md", "date = 2020-01-02\npath = 'own/Place'", "/own/Place/")]
    [InlineData("blog/tea.fr.md", "date = 2020-01-02", "/fr/blog/tea/")]
    [InlineData("index.md", "date = 2020-01-02", "/")]
    public void A_page_of_Zolas_is_where_Zola_puts_it_and_may_be_dated_by_its_name(string file, string frontMatter, string path)
    {
        var post = Zola(file, frontMatter);

        (post.Path, post.PublishedOn).ShouldBe((path, new DateOnly(2020, 1, 2)));
    }

    [Fact]
    public void Zola_may_keep_the_day_in_an_address() =>
        Zola("blog/2020-01-02-tea.md", "", "\n[slugify]\npaths_keep_dates = true").Path.ShouldBe("/blog/2020-01-02-tea/");

    [Fact]
    public void Terms_lie_in_a_table_of_Zolas()
    {
        var post = Zola("blog/tea.md", "date = 2020-01-02\naliases = ['older']\n[taxonomies]\ntags = ['Green Tea']\ncategories = ['Drinks']\n[extra]\nn = 1");

        post.Tags.ShouldBe(["Green Tea"]);
        post.Categories.ShouldBe(["Drinks"]);
        post.RedirectFrom.ShouldBe(["/older"]);
        post.Fields.Json.ShouldBe("""{"extra":{"n":1}}""");
        Zola("blog/tea.md", "date = 2020-01-02\n[taxonomies]\ntags = ['a']\nmoods = ['b']").Fields.Json.ShouldBe("""{"taxonomies":{"tags":["a"],"moods":["b"]}}""");
    }

    [Fact]
    public void Settings_that_lead_out_of_the_folder_are_refused() =>
        Should.Throw<ImportException>(() => One("x.md", "x", "contentDir = '../other'")).Message.ShouldContain("leads out");

    private static PostContent Zola(string file, string frontMatter, string settings = "")
    {
        using var folder = new SiteFolder { ["config.toml"] = $"base_url = 'https://example.org'\n[languages.fr]\n{settings}", [$"content/{file}"] = $"+++\n{frontMatter}\n+++\nText." };
        return folder.ReadOne().Content!;
    }

    private static ReadPost One(string file, string text, string settings = "")
    {
        using var folder = new SiteFolder { ["hugo.toml"] = settings, [$"content/{file}"] = text };
        return folder.ReadOne();
    }
}
