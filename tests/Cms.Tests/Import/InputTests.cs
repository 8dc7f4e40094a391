using System.Diagnostics;
using System.Text;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Tests.Import;

/// <summary>What an import may be given, and what it turns down.</summary>
public sealed class InputTests
{
    [Fact]
    public void A_single_file_is_a_post()
    {
        using var folder = new SiteFolder { ["2014-06-09-Docker 1.0.md"] = "---\ntags: [a]\n---\nText.", ["other.md"] = "x" };

        var post = SiteFolder.Read(new(Path.Combine(folder.Path, "2014-06-09-Docker 1.0.md"))).ShouldHaveSingleItem();

        (post.Content!.Slug, post.Content.Path, post.Content.PublishedOn).ShouldBe(("docker-1-0", "/2014-06-09-docker-1-0", new DateOnly(2014, 6, 9)));
        post.Content.Tags.ShouldBe(["a"]);
    }

    [Fact]
    public void Several_files_are_called_by_what_they_do_not_share()
    {
        using var folder = new SiteFolder { ["a/x.md"] = "x", ["b/x.md"] = "x", ["b/y.md"] = "y" };
        var request = new ImportRequest(Path.Combine(folder.Path, "a/x.md")) { Files = [Path.Combine(folder.Path, "b/x.md")] };

        using var site = Site.Open(request);

        site.IsWhole.ShouldBeFalse();
        site.Files.Select(file => file.File).ShouldBe(["a/x.md", "b/x.md"]);
    }

    [Theory]
    [InlineData("blog/de/_posts/2021-03-04-a.md")]
    [InlineData("blog/de/_posts")]
    public void What_lies_among_a_sites_posts_is_read_as_it_is_there(string named)
    {
        using var folder = new SiteFolder { ["blog/_config.yml"] = "permalink: /:categories/:title/", ["blog/de/_posts/2021-03-04-a.md"] = "x", ["blog/_posts/2021-03-04-b.md"] = "x" };

        using var site = Site.Open(new(Path.Combine(folder.Path, named)));

        (site.Name, site.IsWhole).ShouldBe(("blog", false));
        SiteFolder.Read(new(Path.Combine(folder.Path, named))).ShouldHaveSingleItem().Content!.Path.ShouldBe("/de/a/");
    }

    [Fact]
    public void Standard_input_is_a_file_like_any_other()
    {
        var request = new ImportRequest("-")
        {
            Contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { ["tea.md"] = Encoding.UTF8.GetBytes("---\ntitle: Tea\ndate: 2021-03-04\n---\nText.") },
        };

        var post = SiteFolder.Read(request).ShouldHaveSingleItem();

        (post.Content!.Title, post.Content.Path, post.Status).ShouldBe(("Tea", "/tea", PostStatus.Published));
    }

    [Fact]
    public void A_prefix_stands_before_every_path()
    {
        using var folder = new SiteFolder { ["_posts/2021-03-04-a.md"] = "---\nredirect_from: [/old/, older]\n---\n", ["_posts/2021-03-05-b.md"] = "---\npermalink: /own/\n---\n" };

        var read = SiteFolder.Read(new(folder.Path) { Prefix = "blog/" });

        read.Select(post => post.Content!.Path).ShouldBe(["/blog/2021/03/04/a.html", "/blog/own/"]);
        read[0].Content!.RedirectFrom.ShouldBe(["/blog/old/", "/blog/older"]);
        using var site = Site.Open(new(folder.Path) { Prefix = "blog" });
        site.Definition.Prefix.ShouldBe("/blog");
    }

    [Fact]
    public void A_link_out_of_the_folder_is_refused_and_one_within_it_passed_over()
    {
        using var elsewhere = new SiteFolder { ["x.md"] = "secret" };
        using var folder = new SiteFolder { ["_posts/2021-03-04-a.md"] = "x" };
        File.CreateSymbolicLink(Path.Combine(folder.Path, "_posts/2021-03-05-out.md"), Path.Combine(elsewhere.Path, "x.md"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "_posts/2021-03-06-in.md"), Path.Combine(folder.Path, "_posts/2021-03-04-a.md"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "_posts/2021-03-07-self.md"), Path.Combine(folder.Path, "_posts/2021-03-07-self.md"));

        using var site = folder.Open();

        site.Files.Select(file => (file.Problem?.Code, file.IsIgnored)).ShouldBe([(null, false), ("symbolic-link", false), ("symbolic-link", true), ("symbolic-link", true)]);
    }

    [Fact]
    public async Task A_named_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes are told from files on Linux.");
        using var folder = new SiteFolder { ["_posts/2021-03-04-a.md"] = "x" };
        using var made = Process.Start("mkfifo", [Path.Combine(folder.Path, "_posts/2021-03-05-pipe.md")]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        folder.Read().Select(post => post.Refusal?.Code).ShouldBe([null, "special-file"]);
        Should.Throw<ImportException>(() => SiteFolder.Read(new(Path.Combine(folder.Path, "_posts/2021-03-05-pipe.md")))).Message.ShouldContain("named pipe");
    }

    [Fact]
    public void Folders_deeper_than_the_bound_are_reported_and_not_followed()
    {
        using var folder = new SiteFolder { ["_posts/2021-03-04-a.md"] = "x", [$"_posts/{string.Concat(Enumerable.Repeat("d/", 120))}2021-03-04-x.md"] = "x" };

        folder.Read().Select(post => post.Refusal?.Code).ShouldBe([null, "too-deep"]);
    }

    [Theory]
    [InlineData(Generator.Octopress, "Rakefile", "_config.yml", "source/_posts/2012-05-04-x.markdown")]
    [InlineData(Generator.Hexo, "_config.yml", "source/_posts/x.md")]
    [InlineData(Generator.Hexo, "source/_posts/x.md")]
    [InlineData(Generator.Jekyll, "_config.yml", "_posts/2012-05-04-x.md")]
    [InlineData(Generator.Jekyll, "blog/_posts/2012-05-04-x.md")]
    [InlineData(Generator.Hugo, "hugo.toml", "content/x.md")]
    [InlineData(Generator.Hugo, "config.yaml", "content/x.md")]
    [InlineData(Generator.Hugo, "config/_default/hugo.toml", "content/x.md")]
    [InlineData(Generator.Eleventy, ".eleventy.js", "posts/x.md")]
    [InlineData(Generator.Eleventy, "eleventy.config.mjs", "posts/x.md")]
    [InlineData(Generator.Gatsby, "gatsby-config.js", "content/x.md")]
    [InlineData(Generator.Markdown, "notes/x.md")]
    public void A_generator_is_known_by_what_lies_there(Generator generator, params string[] files)
    {
        using var folder = new SiteFolder();
        foreach (var file in files)
        {
            folder[file] = "";
        }

        using var site = folder.Open();

        site.Definition.Generator.ShouldBe(generator);
    }

    [Fact]
    public void A_generator_that_is_named_counts()
    {
        using var folder = new SiteFolder { ["_config.yml"] = "", ["_posts/2021-03-04-a.md"] = "x" };

        using var site = Site.Open(new(folder.Path) { From = Generator.Markdown });

        site.Files.Select(file => file.File).ShouldContain("_posts/2021-03-04-a.md", StringComparer.Ordinal);
        site.Definition.Generator.ShouldBe(Generator.Markdown);
    }
}
