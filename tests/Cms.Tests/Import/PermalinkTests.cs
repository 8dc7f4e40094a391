using Cms.Content.Import;
using Cms.Content.Posts;

namespace Cms.Tests.Import;

public sealed class PermalinkTests
{
    public static TheoryData<string, string, string, string> OfOtherGenerators => new()
    {
        { "_config.yml", "permalink: ':title?p=1'", "source/_posts/x.md", "_config.yml" },
        { "_config.yml", "permalink: ':title#x'", "source/_posts/x.md", "_config.yml" },
        { "_config.yml", "permalink: ':year\\:title'", "source/_posts/x.md", "_config.yml" },
        { "_config.yml", "permalink: ../:title/", "source/_posts/x.md", "_config.yml" },
        { "_config.yml", "permalink: ':year//:title/'", "source/_posts/x.md", "_config.yml" },
        { "hugo.toml", "[permalinks]\nposts = '/:slug?p=1'", "content/posts/x.md", "hugo.toml" },
        { "config.yaml", "permalinks: { page: { posts: '/a/../:slug' } }", "content/posts/x.md", "config.yaml" },
        { "config/_default/permalinks.toml", "posts = '/:year//:slug'", "content/posts/x.md", "config/_default" },
    };

    public static TheoryData<string, string, string, string> OfPostsThemselves => new()
    {
        { "source/_posts/x.md", "permalink: a?b", "permalink-encoded", "/a?b" },
        { "source/_posts/x.md", "permalink: a//../b", "permalink-cleaned", "/a/b" },
        { "content/posts/x.md", "url: '/a#b/'", "permalink-encoded", "/a#b/" },
        { "content/posts/x.md", "url: /a//b/", "permalink-cleaned", "/a/b/" },
        { "x.md", "permalink: 'a\\b'", "permalink-encoded", "/a\\b" },
        { "x.md", "permalink: /a/../b", "permalink-cleaned", "/a/b" },
    };

    [Theory]
    [MemberData(nameof(OfOtherGenerators))]
    public void A_configured_permalink_that_is_no_path_is_refused_with_its_file(string file, string configuration, string post, string named)
    {
        using var site = new SiteFolder { [file] = configuration, [post] = "---\ndate: 2020-01-02\n---\n" };

        Should.Throw<ImportException>(() => site.Read()).Message.ShouldContain($"'{named}'");
    }

    [Theory]
    [MemberData(nameof(OfPostsThemselves))]
    public void A_posts_own_permalink_that_is_no_path_comes_in_with_a_warning(string file, string frontMatter, string code, string path)
    {
        using var site = new SiteFolder { [file] = $"---\ndate: 2020-01-02\n{frontMatter}\n---\n" };
        _ = file.StartsWith("source", StringComparison.Ordinal) ? site["_config.yml"] = "title: x" : file.StartsWith("content", StringComparison.Ordinal) ? site["hugo.toml"] = "" : "";

        var post = site.ReadOne();

        post.Content!.Path.ShouldBe(path);
        var warning = post.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Line).ShouldBe((code, 3));
    }

    private static readonly PermalinkValues Tea =
        new("Green-Tea.v2", ["Hot Drinks", "News", "news"], new DateTime(2021, 3, 4, 5, 6, 7), "2021-03-04-Green-Tea.v2");

    [Theory]
    [InlineData(null, "/hot drinks/news/2021/03/04/Green-Tea.v2.html")]
    [InlineData("date", "/hot drinks/news/2021/03/04/Green-Tea.v2.html")]
    [InlineData("pretty", "/hot drinks/news/2021/03/04/Green-Tea.v2/")]
    [InlineData("ordinal", "/hot drinks/news/2021/063/Green-Tea.v2.html")]
    [InlineData("weekdate", "/hot drinks/news/2021/W09/Thu/Green-Tea.v2.html")]
    [InlineData("none", "/hot drinks/news/Green-Tea.v2.html")]
    public void Each_style_has_its_own_address(string? style, string path) =>
        Permalink.Expand(Permalink.TemplateOf(style), Tea).ShouldBe(new(path, null));

    [Theory]
    [InlineData("/:slug/", "/green-tea-v2/")]
    [InlineData("/:slugified_categories/", "/hot-drinks/news/")]
    [InlineData("/:i_month-:i_day-:short_year", "/3-4-21")]
    [InlineData("/:hour:minute:second", "/050607")]
    [InlineData("/:short_month/:long_month/:long_day", "/Mar/March/Thursday")]
    [InlineData("/:w_year/:week/:w_day", "/2021/09/4")]
    [InlineData("/:collection/:path", "/posts/2021-03-04-Green-Tea.v2")]
    [InlineData("/:name", "/2021-03-04-green-tea-v2")]
    [InlineData("/:year_:title", "/2021_Green-Tea.v2")]
    [InlineData("about", "/about")]
    [InlineData("/f%C3%BCr//alle", "/für/alle")]
    [InlineData("/a/../b", "/a/b")]
    [InlineData("/%2e%2e/%00b", "/b")]
    public void Placeholders_are_filled_in_and_the_path_is_cleaned(string template, string path) =>
        Permalink.Expand(template, Tea).ShouldBe(new(path, null));

    [Fact]
    public void Without_categories_no_double_slash_stays() =>
        Permalink.Expand(Permalink.TemplateOf("pretty"), Tea with { Categories = [] }).Path.ShouldBe("/2021/03/04/Green-Tea.v2/");

    [Fact]
    public void A_percent_sign_of_a_value_is_no_encoding() =>
        Permalink.Expand("/:categories/", Tea with { Categories = ["100%25"] }).Path.ShouldBe("/100%25/");

    [Fact]
    public void An_unknown_placeholder_is_named() => Permalink.Expand("/:yeer/:title", Tea).ShouldBe(new("", "yeer"));
}
