using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Tests.Import;

/// <summary>Hexo's posts, by its own source.</summary>
public sealed class HexoTests
{
    [Theory]
    [InlineData("My-Post.md", "", "", "/2020/01/02/My-Post/")]
    [InlineData("deep/er.md", "", "", "/2020/01/02/deep/er/")]
    [InlineData("x.md", "permalink: own/x.html", "", "/own/x.html")]
    [InlineData("x.md", "", "permalink: :category/:title.html", "/uncategorized/x.html")]
    [InlineData("x.md", "categories: [Hot Drinks, Tea]", "permalink: :category/:title/", "/Hot-Drinks/Tea/x/")]
    [InlineData("x.md", "categories: [[A], [B, C]]", "permalink: :category/:name/", "/B/C/x/")]
    [InlineData("x.md", "abbrlink: 1f2e", "permalink: p/:abbrlink.html", "/p/1f2e.html")]
    [InlineData("x.md", "lang: de", "permalink: :lang/:title/", "/de/x/")]
    [InlineData("x.md", "title: Ünser Tee", "permalink: :i_month/:post_title/", "/1/unser-tee/")]
    public void The_address_follows_the_settings(string file, string frontMatter, string settings, string path) =>
        One(file, $"---\ndate: 2020-01-02 10:00\n{frontMatter}\n---\n", settings).Content!.Path.ShouldBe(path);

    [Theory]
    [InlineData("title: Tea\ndate: 2020/01/02 10:00:00\n---\nText.")]
    [InlineData("\"title\": \"Tea\",\n\"date\": \"2020-01-02 10:00\"\n;;;\nText.")]
    [InlineData("---\ntitle: Tea\ndate: 2020-01-02 10:00:00\n---\nText.")]
    public void Front_matter_may_have_no_opening_and_its_clock_is_the_sites(string text)
    {
        var post = One("x.md", text, "timezone: Asia/Tokyo").Content!;

        (post.Title, post.Markdown, post.PublishedAt).ShouldBe(("Tea", "Text.", new DateTimeOffset(2020, 1, 2, 1, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Terms_are_not_split_at_blanks_and_paths_of_categories_are_flat()
    {
        var post = One("x.md", "---\ndate: 2020-01-02\ntags: Green Tea\ncategories: [[Hot, Tea], [Hot, Coffee]]\n---\n").Content!;

        post.Tags.ShouldBe(["Green Tea"]);
        post.Categories.ShouldBe(["Hot", "Tea", "Coffee"]);
    }

    [Fact]
    public void The_name_says_the_day_where_the_settings_say_so()
    {
        var post = One("2020-01-02-tea.md", "---\ntitle: Tea\n---\n", "new_post_name: :year-:month-:day-:title.md").Content!;

        (post.PublishedOn, post.Slug, post.Path).ShouldBe((new DateOnly(2020, 1, 2), "tea", "/2020/01/02/tea/"));
    }

    [Fact]
    public void Drafts_hidden_files_and_pictures_are_what_they_are_to_Hexo()
    {
        using var folder = new SiteFolder
        {
            ["_config.yml"] = "",
            ["source/_posts/x.md"] = "---\ndate: 2020-01-02\n---\n",
            ["source/_drafts/y.md"] = "x",
            ["source/_posts/_hidden.md"] = "x",
            ["source/_posts/x/photo.png"] = "x",
            ["source/about/index.md"] = "x",
            ["source/_posts/no-date.md"] = "---\ntitle: N\n---\n",
        };

        folder.Read().Select(post => post.Refusal?.Code ?? post.Status.ToString()).ShouldBe(["Draft", "excluded", "Published", "Published", "not-markdown"]);
        folder.Read().Single(post => post.File.EndsWith("no-date.md", StringComparison.Ordinal)).Warnings.ShouldHaveSingleItem().Code.ShouldBe("no-date");
    }

    [Theory]
    [InlineData("_posts/tea.md", "", "")]
    [InlineData("data/_posts/tea.md", "README.md", "x")]
    [InlineData("texts/_posts/tea.md", "package.json", "{ \"dependencies\": { \"hexo\": \"7\" } }")]
    public void A_folder_of_sources_is_known_without_its_site_and_under_another_name(string file, string beside, string text)
    {
        using var folder = new SiteFolder { [file] = "---\ntitle: Tea\ndate: 2020-01-02\n---\n" };
        if (beside.Length > 0)
        {
            folder[beside] = text;
        }

        if (beside == "package.json")
        {
            folder["_config.yml"] = "source_dir: texts";
        }

        folder.ReadOne().Content!.Path.ShouldBe("/2020/01/02/tea/");
    }

    [Fact]
    public void Posts_with_days_in_their_names_are_Jekylls_where_no_settings_tell()
    {
        using var folder = new SiteFolder { ["_posts/2020-01-02-tea.md"] = "x", ["_posts/notes.md"] = "x" };

        folder.Read().Select(post => post.Content?.Path ?? post.Refusal!.Code).ShouldBe(["/2020/01/02/tea.html", "no-date-in-name"]);
    }

    [Theory]
    [InlineData("./source/", "source/_drafts/y.md")]
    [InlineData("blog/./texts", "blog/texts/_drafts/y.md")]
    [InlineData("./", "_drafts/y.md")]
    [InlineData("/", "_drafts/y.md")]
    public void The_folder_of_the_posts_may_be_written_in_any_way(string setting, string file)
    {
        using var folder = new SiteFolder { ["_config.yml"] = $"source_dir: {setting}", [file] = "x" };

        var draft = SiteFolder.Read(new ImportRequest(folder.Path) { From = Generator.Hexo }).ShouldHaveSingleItem();

        (draft.File, draft.Status, draft.GeneratorSlug).ShouldBe((file, PostStatus.Draft, "y"));
    }

    [Fact]
    public void A_placeholder_that_only_Hexo_knows_is_reported()
    {
        var post = One("x.md", "---\ndate: 2020-01-02\n---\n", "permalink: :id/");

        post.Content!.Path.ShouldBe("/x/");
        post.Warnings.ShouldHaveSingleItem().Code.ShouldBe("unknown-placeholder");
    }

    private static ReadPost One(string file, string text, string settings = "")
    {
        using var folder = new SiteFolder { ["_config.yml"] = settings, [$"source/_posts/{file}"] = text };
        return folder.ReadOne();
    }
}
