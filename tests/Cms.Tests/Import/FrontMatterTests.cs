using Cms.Content.Import;
using Cms.Content.Posts;

namespace Cms.Tests.Import;

public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("tags: green black", "green|black")]
    [InlineData("tags: green tea, black tea", "green tea|black tea")]
    [InlineData("tags: [ 'a, b', c ]", "a, b|c")]
    [InlineData("tags: [2014, 1.0, true, yes, 012, ~, '']", "2014|1.0|true|yes|012")]
    [InlineData("tags: [Tea, tea, TEA]", "Tea")]
    [InlineData("tags: [[a, b], c]", "a|b|c")]
    [InlineData("tags: 2014", "2014")]
    [InlineData("tags: 2014,2015", "2014|2015")]
    [InlineData("tag: green tea\ntags: [hot]", "green tea|hot")]
    [InlineData("Tags: [a]", "a")]
    [InlineData("tags:", "")]
    public void Tags_are_as_written_each_once(string frontMatter, string tags) =>
        string.Join('|', SiteFolder.Content(frontMatter).Tags).ShouldBe(tags);

    [Theory]
    [InlineData("categories: hot drinks", "shop|news|hot|drinks")]
    [InlineData("categories: Hot Drinks, Cold", "shop|news|Hot Drinks|Cold")]
    [InlineData("category: Hot Drinks", "shop|news|Hot Drinks")]
    [InlineData("categories: [b, News, news]\ncategory: b", "shop|news|b|News")]
    [InlineData("categories: 2014", "shop|news|2014")]
    [InlineData("a: b", "shop|news")]
    public void Categories_start_with_the_folders_above(string frontMatter, string categories) =>
        string.Join('|', SiteFolder.One(frontMatter, file: "shop/news/_posts/deep/2021-03-04-x.md").Content!.Categories).ShouldBe(categories);

    [Theory]
    [InlineData("keywords: green tea, hot", "green tea|hot")]
    [InlineData("keywords: green tea", "green tea")]
    [InlineData("keywords: [a, 'b, c']", "a|b, c")]
    [InlineData("keywords:", "")]
    public void Keywords_keep_their_blanks(string frontMatter, string keywords) =>
        string.Join('|', SiteFolder.Content(frontMatter).Keywords).ShouldBe(keywords);

    [Theory]
    [InlineData("title: 'Tea'", "Tea")]
    [InlineData("title: 2014", "2014")]
    [InlineData("title: ' Tea '", "Tea")]
    [InlineData("a: b", "Green Tea")]
    [InlineData("slug: from-THE-slug", "Green Tea")]
    public void A_title_is_the_front_matters_or_made_of_the_files_name(string frontMatter, string title) =>
        SiteFolder.Content(frontMatter).Title.ShouldBe(title);

    [Theory]
    [InlineData("permalink: /tea/:year/:title", "/tea/2021/Green-Tea")]
    [InlineData("permalink: false", "/2021/03/04/Green-Tea.html")]
    [InlineData("slug: My Tea", "/2021/03/04/My-Tea.html")]
    public void The_address_follows_the_front_matter(string frontMatter, string path) => SiteFolder.Content(frontMatter).Path.ShouldBe(path);

    [Fact]
    public void An_unknown_placeholder_refuses_the_post() =>
        SiteFolder.One("permalink: /:nothing/").Refusal!.Code.ShouldBe("unknown-placeholder");

    [Theory]
    [InlineData("permalink: /?p=7", "/?p=7", "%3F")]
    [InlineData("permalink: '/tea#top'", "/tea#top", "%23")]
    public void A_permalink_that_is_no_path_is_kept_encoded_with_a_warning(string frontMatter, string path, string encoded)
    {
        var post = SiteFolder.One(frontMatter);

        post.Content!.Path.ShouldBe(path);
        var warning = post.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Line).ShouldBe(("permalink-encoded", 2));
        warning.Message.ShouldContain(encoded);
    }

    [Theory]
    [InlineData("permalink: /:title?x", "%3F")]
    [InlineData("permalink: '/:title/#x'", "%23")]
    public void A_configured_permalink_that_is_no_path_stops_the_import(string configuration, string encoded) =>
        Should.Throw<ImportException>(() => SiteFolder.One("a: b", configuration)).Message.ShouldContain(encoded);

    [Theory]
    [InlineData("author: Ann", "Ann||")]
    [InlineData("author: Ann Lee <ann@example.org>", "Ann Lee||ann@example.org")]
    [InlineData("authors: [Ann, Bob]", "Ann||;Bob||")]
    [InlineData("author: { name: Ann, url: 'https://ann.example', email: a@b.c }", "Ann|https://ann.example|a@b.c")]
    [InlineData("by: ann", "Ann Lee|https://ann.example|ann@example.org")]
    [InlineData("author: [bob, { name: Eve }]", "Bob||;Eve||")]
    [InlineData("author:", "")]
    public void Authors_come_in_many_shapes(string frontMatter, string authors)
    {
        const string configuration = "authors:\n  - ann: { name: Ann Lee, web: 'https://ann.example', email: ann@example.org }\n  - bob: Bob";

        string.Join(';', SiteFolder.Content(frontMatter, configuration).Authors.Select(author => $"{author.Name}|{author.Url}|{author.Email}")).ShouldBe(authors);
    }

    [Fact]
    public void Aliases_mean_the_same()
    {
        var post = SiteFolder.Content("""
            cover: /tea.png
            summary: About tea.
            aliases: [old/tea, 'https://tea.example/older%20tea/']
            redirect_from: /oldest
            canonical_url: https://tea.example/
            featured: true
            excerpt: Tea!
            ref: tea
            """);

        post.Image.ShouldBe(new("/tea.png", Fields.Empty));
        post.Description.ShouldBe("About tea.");
        post.RedirectFrom.ShouldBe(["/oldest", "/old/tea", "/older tea/"]);
        post.CanonicalUrl.ShouldBe("https://tea.example/");
        post.Featured.ShouldBeTrue();
        post.Excerpt.ShouldBe("Tea!");
        post.TranslationKey.ShouldBe("tea");
        post.Fields.ShouldBe(Fields.Empty);
    }

    [Fact]
    public void A_picture_keeps_what_else_its_map_holds() =>
        SiteFolder.Content("image: { credit: Ann, feature: tea.jpg, wide: true }").Image
            .ShouldBe(new("tea.jpg", new Fields("""{"credit":"Ann","wide":true}""")));

    [Fact]
    public void Every_other_key_stays_in_its_order() =>
        SiteFolder.Content("zeta: 1\ntitle: T\nlayout: post\nsummary: second\ndescription: first\nalpha: { b: [x, null], a: 2021-01-01 }").Fields.Json
            .ShouldBe("""{"zeta":1,"layout":"post","summary":"second","alpha":{"b":["x",null],"a":"2021-01-01"}}""");

    [Fact]
    public void Defaults_fill_in_what_the_file_leaves_open()
    {
        const string configuration = """
            defaults:
              - scope: { path: "" }
                values: { layout: page, author: Ann, categories: [all], extra: { a: 1, b: 2 } }
              - scope: { path: "_posts/2021*", type: posts }
                values: { layout: post }
              - scope: { path: "", type: drafts }
                values: { layout: draft }
            """;

        var post = SiteFolder.Content("author: ~\ncategories: own\nextra: { b: 3 }", configuration);

        post.Authors.ShouldBe([new("Ann")]);
        post.Categories.ShouldBe(["all", "own"]);
        post.Fields.Json.ShouldBe("""{"extra":{"b":3,"a":1},"layout":"post"}""");
    }
}
