using System.Text;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;
using CsCheck;

namespace Cms.Tests.Import;

public sealed class JekyllSiteTests
{
    [Fact]
    public void Posts_are_found_where_Jekyll_finds_them_and_nowhere_else()
    {
        using var site = new SiteFolder
        {
            ["_posts/2021-03-04-top.md"] = "x",
            ["_posts/deep/er/2021-03-04-deep.markdown"] = "x",
            ["blog/_posts/2021-03-04-below.html"] = "x",
            ["_site/_posts/2021-03-04-built.md"] = "x",
            ["node_modules/theme/_posts/2021-03-04-theme.md"] = "x",
            [".git/_posts/2021-03-04-hidden.md"] = "x",
            ["docs/2021-03-04-page.md"] = "x",
        };

        site.Read().Where(post => !post.IsRefused).Select(post => post.File)
            .ShouldBe(["_posts/2021-03-04-top.md", "_posts/deep/er/2021-03-04-deep.markdown", "blog/_posts/2021-03-04-below.html"]);
    }

    [Theory]
    [InlineData("about.md", "no-date-in-name")]
    [InlineData("2021-03-04-photo.png", "not-markdown")]
    [InlineData("_2021-03-04-hidden.md", "excluded")]
    [InlineData("2021-03-04-backup.md~", "excluded")]
    [InlineData("old/2021-03-04-x.md", "excluded")]
    public void What_Jekyll_passes_over_is_ignored_with_a_reason(string file, string code)
    {
        using var site = new SiteFolder { ["_config.yml"] = "exclude: [_posts/old/2]", [$"_posts/{file}"] = "x" };

        var ignored = site.Open().Files.ShouldHaveSingleItem();

        ignored.IsIgnored.ShouldBeTrue();
        ignored.Problem!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("_posts/2021-03-0[3-5]-*", true)]
    [InlineData("_posts/2021-03-0[!5-9]-*", true)]
    [InlineData("_posts/2021-03-0[^4]-*", false)]
    [InlineData("_posts/2021-03-0[5-3]-*", false)]
    [InlineData("_posts/2021-03-0[4\\]]-*", true)]
    [InlineData("_posts/2021-03-0[]4]-*", false)]
    [InlineData("_posts/2021-03-0[!]-*", true)]
    [InlineData("_posts/2021-03-0[a-[4]-*", true)]
    [InlineData("_posts/2021-03-04-x[", false)]
    [InlineData("_posts/2021-03-04-x.md[", false)]
    [InlineData("[!", false)]
    public void A_set_in_a_pattern_is_read_as_Ruby_reads_it_and_a_broken_one_matches_itself(string pattern, bool isExcluded)
    {
        using var site = new SiteFolder { ["_config.yml"] = $"exclude: ['{pattern}']", ["_posts/2021-03-04-x.md"] = "x" };

        site.Open().Files.ShouldHaveSingleItem().IsIgnored.ShouldBe(isExcluded);
    }

    [Fact]
    public void A_symbolic_link_is_never_followed()
    {
        using var elsewhere = new SiteFolder { ["2021-03-04-secret.md"] = "x" };
        using var site = new SiteFolder { ["_posts/2021-03-04-own.md"] = "x" };
        File.CreateSymbolicLink(Path.Combine(site.Path, "_posts/2021-03-04-link.md"), Path.Combine(elsewhere.Path, "2021-03-04-secret.md"));
        Directory.CreateSymbolicLink(Path.Combine(site.Path, "_posts/folder"), elsewhere.Path);
        Directory.CreateSymbolicLink(Path.Combine(site.Path, "_drafts"), elsewhere.Path);
        Directory.CreateSymbolicLink(Path.Combine(site.Path, "other"), elsewhere.Path);

        var read = site.Read();

        read.Where(post => !post.IsRefused).ShouldHaveSingleItem().File.ShouldBe("_posts/2021-03-04-own.md");
        read.Count(post => post.Refusal?.Code == "symbolic-link").ShouldBe(3);
        site["_config.yml"] = "source: other";
        Should.Throw<ImportException>(site.Read).Message.ShouldContain("leads out");
        File.Delete(Path.Combine(site.Path, "_config.yml"));
        File.CreateSymbolicLink(Path.Combine(site.Path, "_config.yml"), Path.Combine(elsewhere.Path, "2021-03-04-secret.md"));
        Should.Throw<ImportException>(site.Read).Message.ShouldContain("symbolic link");
    }

    [Fact]
    public void A_site_may_lie_deeper_than_its_configuration()
    {
        using var site = new SiteFolder
        {
            ["_config.yml"] = "source: ./src\ncollections_dir: all\ndefaults: [{ scope: { path: _posts }, values: { author: Ann } }]",
            ["src/all/tea/_posts/2021-03-04-x.md"] = "x",
            ["src/all/_posts/2021-03-05-y.md"] = "y",
            ["_posts/2021-03-06-z.md"] = "z",
        };

        var read = site.Read();

        read.Select(post => post.File).ShouldBe(["src/all/_posts/2021-03-05-y.md", "src/all/tea/_posts/2021-03-04-x.md"]);
        read.Select(post => post.Content!.Path).ShouldBe(["/2021/03/05/y.html", "/tea/2021/03/04/x.html"]);
        read.Select(post => post.Content!.Authors.Count).ShouldBe([1, 0]);
    }

    [Theory]
    [InlineData("source: ../other")]
    [InlineData("source: /etc")]
    public void A_configuration_that_leads_out_of_the_folder_is_refused(string configuration) =>
        Should.Throw<ImportException>(() => SiteFolder.One("a: b", configuration)).Message.ShouldContain("leads out");

    [Fact]
    public void Whatever_a_file_holds_it_is_a_post_or_refused()
    {
        string[] keys = ["title", "date", "tags", "category", "links", "author", "image", "permalink", "slug", "lang", "aliases", "modified", "x"];
        string[] nasty = ["~", "[]", "{}", "[[], {a: [b]}]", "\"\0\"", "9999-12-31 24:00:00", "/:year_:i_day_/%00%zz/:"];
        var values = Gen.OneOf(
            Gen.String, Gen.String[Gen.Char["-+:./ '\"[]{},0123456789abT"], 0, 40], Gen.Int[0, nasty.Length - 1].Select(index => nasty[index]));
        using var folder = new SiteFolder { ["_posts/2021-03-04-x.md"] = "x" };
        using var site = folder.Open();

        Gen.Select(Gen.Int[0, keys.Length - 1].Select(index => keys[index]), values).Array[1, 6].Sample(entries =>
        {
            var text = $"---\n{string.Join('\n', entries.Select(entry => $"{entry.Item1}: {entry.Item2}"))}\n---\n{entries[0].Item2}";
            var post = site.Understand(site.Files[0], Encoding.UTF8.GetBytes(text), SiteFolder.Clock.GetUtcNow());
            return post.IsRefused ? post.Refusal is not null : post.Content.Path.StartsWith('/');
        });
    }

    [Fact]
    public void A_folder_with_a_posts_name_is_reported_and_what_is_in_it_read()
    {
        using var site = new SiteFolder { ["_posts/2021-03-04-box.md/2021-03-05-inside.md"] = "x" };

        site.Read().Select(post => post.Refusal?.Code ?? post.Content!.Path).ShouldBe(["is-folder", "/2021/03/05/inside.html"]);
    }

    [Theory]
    [InlineData("_posts/2021-03-04-x.md", "a: b", PostStatus.Published)]
    [InlineData("_posts/2021-03-04-x.md", "published: false", PostStatus.Draft)]
    [InlineData("_posts/2021-03-04-x.md", "published: 'false'", PostStatus.Published)]
    [InlineData("_posts/2021-03-04-x.md", "published:", PostStatus.Draft)]
    [InlineData("_posts/2021-03-04-x.md", "draft: true", PostStatus.Published)]
    [InlineData("_drafts/x.md", "a: b", PostStatus.Draft)]
    [InlineData("_posts/2024-06-16-x.md", "a: b", PostStatus.Scheduled)]
    [InlineData("_posts/2024-06-14-x.md", "date: 2024-06-15 12:00:01", PostStatus.Scheduled)]
    [InlineData("_posts/2024-06-16-x.md", "published: false", PostStatus.Draft)]
    public void A_post_is_out_when_its_blog_has_it_out(string file, string frontMatter, PostStatus status) =>
        SiteFolder.One(frontMatter, file: file).Status.ShouldBe(status);

    [Fact]
    public void A_blog_that_shows_the_future_has_it_out() =>
        SiteFolder.One("a: b", "future: true", file: "_posts/2024-06-16-x.md").Status.ShouldBe(PostStatus.Published);

    [Theory]
    [InlineData("_posts/2021-03-04-x.html", Markup.Html)]
    [InlineData("_posts/2021-03-04-x.htm", Markup.Html)]
    [InlineData("_posts/2021-03-04-x.md", Markup.Markdown)]
    public void A_post_in_html_is_no_markdown(string file, Markup markup) => SiteFolder.One("a: b", file: file).Content!.Markup.ShouldBe(markup);

    [Fact]
    public void A_draft_without_date_has_none()
    {
        var draft = SiteFolder.One("title: Idea", file: "_drafts/idea.md").Content!;

        draft.PublishedAt.ShouldBeNull();
        draft.PublishedOn.ShouldBeNull();
        draft.Path.ShouldEndWith("/idea.html");
    }

    [Fact]
    public void A_file_is_kept_so_that_it_can_be_given_back()
    {
        var plain = SiteFolder.Content("title: A", body: "Text.");
        (plain.Original!.Head + plain.Markdown).ShouldBe("---\ntitle: A\n---\nText.");
        plain.Original.Bytes.ShouldBeNull();

        using var windows = new SiteFolder { ["_posts/2021-03-04-x.md"] = "---\r\ntitle: A\r\n---\r\nText.\r\n" };
        var content = windows.ReadOne().Content!;
        content.Markdown.ShouldBe("Text.\n");
        content.Original!.Bytes.ShouldBe("---\r\ntitle: A\r\n---\r\nText.\r\n"u8.ToArray());
    }

    [Fact]
    public void One_broken_file_stops_no_other()
    {
        using var site = new SiteFolder { ["_posts/2021-03-04-bad.md"] = "---\na: [\n\tb: {\n---\n", ["_posts/2021-03-04-good.md"] = "x" };

        site.Read().Select(post => post.IsRefused).ShouldBe([true, false]);
    }

    [Fact]
    public void A_value_that_the_database_cannot_hold_is_refused() =>
        SiteFolder.One("""x: [{ y: "a\0b" }]""").Refusal.ShouldBe(new(2, "nul-in-value",
            "The value of 'x' holds the character NUL, which no text can be stored with. Remove it."));

    [Fact]
    public void The_hash_follows_the_file_and_what_of_the_configuration_counts()
    {
        using var site = new SiteFolder { ["_config.yml"] = "permalink: pretty", ["_posts/2021-03-04-x.md"] = "x" };
        var before = site.Open().HashOf([1]);

        site.Open().HashOf([1]).ShouldBe(before);
        site.Open().HashOf([2]).ShouldNotBe(before, StringComparer.Ordinal);
        site["_data/authors.yml"] = "ann: Ann";
        var withAuthors = site.Open().HashOf([1]);
        withAuthors.ShouldNotBe(before, StringComparer.Ordinal);
        site["_config.yml"] = "permalink: date";
        site.Open().HashOf([1]).ShouldNotBe(withAuthors, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("title: B", false)]
    [InlineData("# A comment\ntitle: A\nplugins: [x]", false)]
    [InlineData("title: A\ntimezone: Asia/Tokyo", true)]
    [InlineData("title: A\nkramdown: { auto_ids: false }", true)]
    [InlineData("title: A\nexcerpt_separator: <!--more-->", true)]
    [InlineData("title: A\ncollections: { posts: { permalink: /:title } }", true)]
    [InlineData("title: A\ndefaults: [{ values: { layout: x } }]", true)]
    public void A_setting_changes_the_posts_that_it_counts_for_and_all_that_name_the_site(string configuration, bool countsForAll)
    {
        var (plain, naming) = ("Text {% raw %}{% endraw %}"u8.ToArray(), "{{ site.title }}"u8.ToArray());
        using var site = new SiteFolder { ["_config.yml"] = "title: A", ["_posts/2021-03-04-x.md"] = "x" };
        var before = (Plain: site.Open().HashOf(plain), Naming: site.Open().HashOf(naming));

        site["_config.yml"] = configuration;

        (site.Open().HashOf(plain) != before.Plain).ShouldBe(countsForAll);
        site.Open().HashOf(naming).ShouldNotBe(before.Naming, StringComparer.Ordinal);
    }

    [Fact]
    public void A_configuration_may_open_with_dashes() =>
        SiteFolder.Content("a: b", "---\npermalink: /:title\n").Path.ShouldBe("/Green-Tea");

    [Theory]
    [InlineData("permalink: /:nope", "nope")]
    [InlineData("timezone: Mars/Olympus", "Mars/Olympus")]
    [InlineData("a: [\n\tb: {", "_config.yml")]
    public void A_configuration_that_cannot_be_followed_stops_the_import(string configuration, string named) =>
        Should.Throw<ImportException>(() => SiteFolder.One("a: b", configuration)).Message.ShouldContain(named);

    [Theory]
    [InlineData("title: A\nb: [", 2)]
    [InlineData("---\ntitle: A\nb: [", 3)]
    [InlineData("---\r\n# A comment\r\ntitle: A\r\nb: [", 4)]
    public void A_configuration_that_cannot_be_read_is_refused_with_its_line(string configuration, int line) =>
        Should.Throw<ImportException>(() => SiteFolder.One("a: b", configuration)).Message.ShouldContain($", line {line}:");

    [Fact]
    public void A_title_that_is_no_text_is_kept_as_a_field_with_a_warning()
    {
        var post = SiteFolder.One("layout: post\ntitle: { a: b }");

        (post.Content!.Title, post.Content.Fields.Json).ShouldBe(("Green Tea", """{"layout":"post","title":{"a":"b"}}"""));
        var warning = post.Warnings.ShouldHaveSingleItem();
        (warning.Line, warning.Code).ShouldBe((3, "title-is-no-text"));
    }

    [Fact]
    public void Without_a_folder_or_posts_the_import_says_what_it_looked_for()
    {
        using var site = new SiteFolder { ["index.txt"] = "x" };

        Should.Throw<ImportException>(site.Read).Message.ShouldContain("'_posts'");
        Should.Throw<ImportException>(() => SiteFolder.Read(new(Path.Combine(site.Path, "nowhere")))).Message.ShouldContain("no file or folder");
        Should.Throw<ImportException>(() => SiteFolder.Read(new(site.Path) { From = Generator.Jekyll })).Message.ShouldContain("'_posts'");
    }
}
