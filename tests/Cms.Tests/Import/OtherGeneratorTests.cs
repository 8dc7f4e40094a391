using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Tests.Import;

/// <summary>Octopress, Eleventy, Gatsby, and folders that no generator made.</summary>
public sealed class OtherGeneratorTests
{
    [Fact]
    public void Octopress_is_Jekyll_in_the_folder_source()
    {
        using var folder = new SiteFolder
        {
            ["Rakefile"] = "",
            ["_config.yml"] = "permalink: /blog/:year/:month/:day/:title/",
            ["source/_posts/2012-05-04-tea.markdown"] = "---\ndate: 2012-05-04 5:59\n---\nx",
        };

        var post = folder.ReadOne();

        (post.File, post.Content!.Path, post.Content.PublishedAt).ShouldBe(
            ("source/_posts/2012-05-04-tea.markdown", "/blog/2012/05/04/tea/", new DateTimeOffset(2012, 5, 4, 5, 59, 0, TimeSpan.Zero)));
        post.Content.Categories.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("content/blog/first.md", "date: 2020-01-02", "/blog/first/")]
    [InlineData("content/blog/first/first.md", "date: 2020-01-02", "/blog/first/")]
    [InlineData("content/blog/first/index.md", "date: 2020-01-02", "/blog/first/")]
    [InlineData("content/blog/2020-01-02-first.md", "a: b", "/blog/first/")]
    [InlineData("content/blog/x.md", "date: 2020-01-02\npermalink: /own/index.html", "/own/")]
    [InlineData("content/blog/x.md", "date: 2020-01-02\npermalink: own.html", "/own.html")]
    public void An_Eleventy_page_is_where_Eleventy_writes_it(string file, string frontMatter, string path)
    {
        using var folder = new SiteFolder { ["eleventy.config.js"] = "export const config = { dir: { input: \"content\" } };", [file] = $"---\n{frontMatter}\n---\n" };

        var post = folder.ReadOne();

        (post.Content!.Path, post.Content.PublishedOn).ShouldBe((path, new DateOnly(2020, 1, 2)));
    }

    [Fact]
    public void Of_several_folders_that_Eleventys_settings_name_the_last_that_is_there_holds_the_pages()
    {
        using var folder = new SiteFolder
        {
            [".eleventy.js"] = "if (down) return { dir: { input: 'maintenance' } };\nuse(icons, { input: 'svg/*.svg' });\nreturn { dir: { input: 'pages', output: '_site' }, icons: { input: 'icons' } };",
            ["maintenance/index.html"] = "x",
            ["pages/first.md"] = "---\ndate: 2020-01-02\n---\n",
        };

        folder.ReadOne().Content!.Path.ShouldBe("/first/");
    }

    [Fact]
    public void Eleventy_is_known_by_the_package_that_a_site_is_built_with_and_its_settings_by_the_command()
    {
        using var folder = new SiteFolder
        {
            ["package.json"] = "{ \"scripts\": { \"build\": \"npx @11ty/eleventy --config=./build/site.js --quiet\" }, \"devDependencies\": { \"@11ty/eleventy\": \"^3.0.0\" } }",
            ["build/site.js"] = "export default () => ({ dir: { input: \"content\" } });",
            ["content/blog/first.md"] = "---\ndate: 2020-01-02\n---\n",
        };

        folder.ReadOne().Content!.Path.ShouldBe("/blog/first/");
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[]")]
    [InlineData("{ \"dependencies\": [] }")]
    [InlineData("{ \"dependencies\": { \"express\": \"5\" } }")]
    public void A_package_of_something_else_makes_a_folder_no_Eleventy_site(string package)
    {
        using var folder = new SiteFolder { ["package.json"] = package, ["first.md"] = "---\ndate: 2020-01-02\n---\n" };

        folder.Read().Single(post => !post.IsRefused).Content!.Path.ShouldBe("/first");
    }

    [Fact]
    public void A_list_among_Eleventys_data_files_says_nothing_of_pages()
    {
        using var folder = new SiteFolder { [".eleventy.js"] = "", ["blog/blog.json"] = "\n[{ \"title\": \"x\" }]", ["blog/first.md"] = "---\ndate: 2020-01-02\ntitle: First\n---\n" };

        folder.ReadOne().Content!.Title.ShouldBe("First");
    }

    [Fact]
    public void Eleventys_collections_are_no_tags_and_its_data_files_hold_for_their_folders()
    {
        using var folder = new SiteFolder
        {
            [".eleventy.js"] = "",
            ["blog/blog.json"] = "{ \"tags\": [\"posts\", \"tea\"], \"author\": \"Ann\" }",
            ["blog/x.11tydata.json"] = "{ \"title\": \"From data\" }",
            ["blog/x.md"] = "---\ndate: Last Modified\ntags: [hot]\npermalink: '{{ title }}/'\n---\n",
            ["about.md"] = "---\ntitle: About\n---\n",
            ["README.md"] = "x",
            ["node_modules/x/README.md"] = "x",
        };

        var read = folder.Read();

        read.Where(post => post.IsIgnored).Select(post => post.File).ShouldBe(["README.md", "about.md"]);
        var post = read.Single(post => !post.IsRefused);
        (post.Content!.Title, post.Content.Path).ShouldBe(("From data", "/blog/x/"));
        post.Content.Tags.ShouldBe(["tea", "hot"]);
        post.Content.Authors.ShouldBe([new("Ann")]);
        post.Warnings.Select(warning => warning.Code).ShouldBe(["date-of-file", "no-date", "permalink-is-template"]);
    }

    [Theory]
    [InlineData("hello/index.md", "date: 2020-01-02", "/hello/", "hello")]
    [InlineData("deep/hello.mdx", "date: 2020-01-02", "/deep/hello/", "hello")]
    [InlineData("x.md", "date: 2020-01-02\npath: /blog/own", "/blog/own", "x")]
    [InlineData("x.md", "date: 2020-01-02\nslug: /blog/own/", "/blog/own/", "own")]
    [InlineData("a/x.md", "date: 2020-01-02\nslug: own", "/a/own/", "own")]
    [InlineData("2020-01-02-tea.md", "a: b", "/2020-01-02-tea/", "tea")]
    public void A_Gatsby_post_is_where_the_starter_puts_it(string file, string frontMatter, string path, string slug)
    {
        using var folder = new SiteFolder
        {
            ["gatsby-config.js"] = "module.exports = { plugins: [{ options: { path: `${__dirname}/content/blog`, name: `blog` } }] }",
            [$"content/blog/{file}"] = $"---\n{frontMatter}\n---\n",
            ["README.md"] = "x",
        };

        var post = folder.ReadOne();

        (post.Content!.Path, post.Content.Slug, post.Content.PublishedOn).ShouldBe((path, slug, new DateOnly(2020, 1, 2)));
    }

    [Theory]
    [InlineData("Grüne Notizen/Mein Tee.md", "/grüne-notizen/mein-tee")]
    [InlineData("notes/index.md", "/notes")]
    [InlineData("notes/Green Tea/main.md", "/notes/green-tea")]
    [InlineData("main.md", "/main")]
    [InlineData("2020-01-02-tea.md", "/2020-01-02-tea")]
    public void In_a_plain_folder_the_path_is_the_address(string file, string path)
    {
        using var folder = new SiteFolder { [file] = "+++\ndate = 2020-01-02\n+++\n", ["README.md"] = "x", [".obsidian/x.md"] = "x", ["photo.png"] = "x" };

        var read = folder.Read();

        read.Single(post => !post.IsRefused).Content!.Path.ShouldBe(path);
        read.Where(post => post.IsRefused).Select(post => post.Refusal!.Code).ShouldBe(["about-the-folder", "not-markdown"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "a.md", "cannot be read")]
    [InlineData("config/_default", "config/_default/hugo.toml", "'config/_default' cannot be read")]
    public void A_folder_that_may_not_be_read_is_named(string closed, string file, string message)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Whoever may read anything is not kept out.");
            return;
        }

        using var folder = new SiteFolder { [file] = "x" };
        var path = Path.Combine(folder.Path, closed);
        File.SetUnixFileMode(path, UnixFileMode.None);
        try
        {
            Should.Throw<ImportException>(() => folder.Open()).Message.ShouldContain(message);
        }
        finally
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_folder_may_hold_a_folder_for_each_note()
    {
        using var folder = new SiteFolder { ["README.md"] = "x", ["2020-01-02-Green tea/README.md"] = "x", ["deep/coffee/readme.md"] = "---\ndate: 2020-01-02\n---\n" };

        folder.Read().Where(post => !post.IsRefused).Select(post => (post.Content!.Title, post.Content.Slug, post.Content.Path, post.Content.PublishedOn)).ShouldBe(
            [("Green tea", "green-tea", "/2020-01-02-green-tea", new DateOnly(2020, 1, 2)), ("Coffee", "coffee", "/deep/coffee", new DateOnly(2020, 1, 2))]);

        folder["deep/coffee/beans.md"] = "x";
        folder.Read().Where(post => !post.IsRefused).Select(post => post.Content!.Path).ShouldBe(["/deep/coffee/beans"]);
    }

    [Theory]
    [InlineData("2020-01-02.md", "", "2020 01 02")]
    [InlineData("2020-01-02.md", "\n# Green `tea` and [more](/x) #\n\nText", "Green tea and more")]
    [InlineData("2020-01-02-tea.md", "*Tea*\n=====\nText", "Tea")]
    [InlineData("2020-01-02-tea.md", "Text\n\n# Part", "Tea")]
    [InlineData("2020-01-02-tea.md", "#tag", "Tea")]
    [InlineData("2020-01-02-tea.md", "---\ntitle: Own\n---\n# Heading", "Own")]
    public void A_note_is_dated_by_its_name_and_called_by_the_heading_that_it_starts_with(string file, string text, string title)
    {
        using var folder = new SiteFolder { [file] = text };

        var post = folder.ReadOne();

        (post.Content!.Title, post.Content.PublishedOn, post.Warnings.Count).ShouldBe((title, new DateOnly(2020, 1, 2), 0));
    }

    [Theory]
    [InlineData("package.json", "tea.md", "/tea")]
    [InlineData("gatsby-config.js", "tea.md", "/tea/")]
    [InlineData("source/_data/x.yml", "source/_posts/tea.md", "/2020/01/02/tea/")]
    public void A_permalink_that_is_false_is_none(string beside, string file, string path)
    {
        using var folder = new SiteFolder { [beside] = "", [file] = "---\ndate: 2020-01-02\npermalink: false\n---\n" };

        folder.Read().Single(post => !post.IsRefused).Content!.Path.ShouldBe(path);
    }

    [Fact]
    public void Settings_of_another_generator_count_more_than_a_folder_of_Jekylls()
    {
        using var folder = new SiteFolder { ["eleventy.config.js"] = "", ["_posts/2020-01-02-tea.md"] = "---\ntags: posts\n---\nx" };

        folder.ReadOne().Content!.Path.ShouldBe("/_posts/tea/");
        folder["_config.yml"] = "permalink: /:title/";
        folder.ReadOne().Content!.Path.ShouldBe("/tea/");
    }

    [Fact]
    public void Without_any_date_the_files_own_counts_with_a_warning()
    {
        using var folder = new SiteFolder { ["tea.md"] = "Tea." };
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "tea.md"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        var post = folder.ReadOne();

        post.Content!.PublishedAt.ShouldBe(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero));
        post.Warnings.ShouldHaveSingleItem().Code.ShouldBe("no-date");
    }

    [Theory]
    [InlineData("draft: true", PostStatus.Draft)]
    [InlineData("published: false", PostStatus.Draft)]
    [InlineData("date: 2030-01-01", PostStatus.Scheduled)]
    [InlineData("date: 2020-01-01", PostStatus.Published)]
    public void A_plain_file_says_itself_whether_it_is_out(string frontMatter, PostStatus status)
    {
        using var folder = new SiteFolder { ["tea.md"] = $"---\n{frontMatter}\n---\n" };

        folder.ReadOne().Status.ShouldBe(status);
    }

    [Fact]
    public void Each_generator_renders_by_its_own_defaults()
    {
        var empty = ConfigurationText.Read("");

        GeneratorRendering.Of(Generator.Hexo, empty).HardWraps.ShouldBeTrue();
        GeneratorRendering.Of(Generator.Hexo, ConfigurationText.Read("marked: { breaks: false, smartypants: false }")).ShouldSatisfyAllConditions(
            options => options.HardWraps.ShouldBeFalse(),
            options => options.SmartQuotes.ShouldBeFalse());
        GeneratorRendering.Of(Generator.Hugo, ConfigurationText.Read("[markup.goldmark.extensions]\ntypographer = false\nlinkify = false")).ShouldSatisfyAllConditions(
            options => options.SmartQuotes.ShouldBeFalse(),
            options => options.AutoLinks.ShouldBeFalse());
        GeneratorRendering.Of(Generator.Hugo, ConfigurationText.Read("{ \"title\": \"x\" }")).SmartQuotes.ShouldBeTrue();
        GeneratorRendering.Of(Generator.Eleventy, empty).AutoLinks.ShouldBeFalse();
        GeneratorRendering.Of(Generator.Gatsby, empty).AutoLinks.ShouldBeTrue();
    }
}
