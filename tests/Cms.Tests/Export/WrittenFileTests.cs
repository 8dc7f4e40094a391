using System.Text;
using System.Text.Json.Nodes;
using Cms.Content.Export;
using Cms.Content.Export.Files;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Tests.Import;
using CsCheck;

namespace Cms.Tests.Export;

/// <summary>One post as a file, and what an import makes of that file.</summary>
public sealed class WrittenFileTests
{
    private const string Handwritten =
        """
        ---
        layout: post          # the theme's
        title:  "It's mine"   # my own words
        date: 2020-03-01
        tags: [ Docker,'C#' ]
        # who
        author: jane
        links:
          - { name: Hub, url: "https://hub.example/" }
          - { name: Docs, url: /docs }
        summary: >
          Folded
          text.
        extra: {a: 1,  b: 2}
        ---

        Body.

        """;

    private static readonly SourceReading Own = new(new OwnSite().ToDefinition(), SiteFolder.Clock);

    [Fact]
    public void What_is_written_of_a_post_of_the_store_reads_back_the_same() => AnyPost.Content.Sample(
        content =>
        {
            var status = content.PublishedAt > SiteFolder.Clock.GetUtcNow() ? PostStatus.Scheduled : PostStatus.Published;
            const string File = "_posts/2020-01-01-any.md";

            var written = PostFile.Write(new(content, status), original: null, File, Own);

            var read = Own.Read(File, written.Bytes).Post;
            written.Unsaid.ShouldBeEmpty(Encoding.UTF8.GetString(written.Bytes));
            read.Status.ShouldBe(status);
            Say(read.Content!).ShouldBe(Say(content), Encoding.UTF8.GetString(written.Bytes));
        },
        iter: 400,
        print: Say);

    [Fact]
    public void What_is_changed_in_a_file_reads_back_changed() => Gen.Select(AnyPost.Content, AnyPost.Content).Sample(
        (before, after) =>
        {
            const string File = "_posts/2020-01-01-any.md";
            var first = PostFile.Write(new(before with { PublishedAt = Past(before) }, PostStatus.Published), original: null, File, Own);
            var head = Own.Read(File, first.Bytes).Post.Content!.Original!;
            after = after with { PublishedAt = Past(after), PublishedOn = DateOnly.FromDateTime(Past(after).UtcDateTime) };

            var written = PostFile.Write(new(after, PostStatus.Published), head, File, Own);

            written.Unsaid.ShouldBeEmpty(Encoding.UTF8.GetString(written.Bytes));
            Say(Own.Read(File, written.Bytes).Post.Content!).ShouldBe(Say(after));
        },
        iter: 200);

    [Fact]
    public void A_changed_title_changes_one_line() => Change(content => content with { Title = "Yours: \"now\"" })
        .ShouldBe([("title:  \"It's mine\"   # my own words", "title:  \"Yours: \\\"now\\\"\"   # my own words")]);

    [Fact]
    public void Each_property_changes_the_key_that_its_author_used()
    {
        Change(content => content with { Description = "Other" }).ShouldAllBe(line => line.After.Contains("summary", StringComparison.Ordinal) || line.After.Contains("Other", StringComparison.Ordinal) || line.After.Length == 0);
        Change(content => content with { Tags = ["Docker", "C#", "New"] }).ShouldBe([("tags: [ Docker,'C#' ]", "tags: [Docker, 'C#', New]")]);
        Change(content => content with { Authors = [new("Jim")] }).ShouldBe([("author: jane", "author: Jim")]);
        Change(content => content with { Links = [content.Links[0], new("Docs", "/new")] })
            .ShouldBe([("  - { name: Docs, url: /docs }", "  - name: Docs"), ("", "    url: /new")]);
        Change(content => content with { Fields = Fields.From(new JsonObject { ["layout"] = "post", ["extra"] = new JsonObject { ["a"] = 1, ["b"] = 2 }, ["more"] = "yes" }) })
            .ShouldBe([("", "more: \"yes\"")]);
    }

    [Fact]
    public void A_moved_post_says_its_address_and_one_that_stays_does_not()
    {
        Change(content => content with { Slug = "other" }).ShouldBe([("", "slug: other"), ("", "permalink: /2020/03/01/mine")]);
        Change(content => content with { Path = "/else/where.html" }).ShouldBe([("", "permalink: /else/where.html")]);
    }

    [Fact]
    public void What_the_configuration_gives_is_not_written_into_the_file()
    {
        var source = new SourceReading(new() { Generator = Generator.Jekyll, Configuration = "author: Site\ndefaults:\n  - values: { layout: post, author: Everyone, toc: true, tags: [a] }\n" }, SiteFolder.Clock);
        const string File = "_posts/2020-01-01-x.md";
        var content = source.Read(File, "---\ntitle: T\n---\nText\n"u8.ToArray()).Post.Content!;

        var written = PostFile.Write(new(content with { Title = "U" }, PostStatus.Published), content.Original, File, source);

        Encoding.UTF8.GetString(written.Bytes).ShouldBe("---\ntitle: U\n---\nText\n");
        written.Unsaid.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("_posts/2020-01-01-x.md", "---\ntitle: T\n---\n", PostStatus.Draft, "published: false")]
    [InlineData("_posts/2020-01-01-x.md", "---\npublished: false\ntitle: T\n---\n", PostStatus.Published, "published: true")]
    [InlineData("_posts/2020-01-01-x.md", "---\ntitle: T\n---\n", PostStatus.Archived, "archived: true")]
    [InlineData("_posts/2020-01-01-x.md", "---\npublished: false\narchived: true\n---\n", PostStatus.Published, "published: true")]
    [InlineData("_drafts/x.md", "---\ntitle: T\n---\n", PostStatus.Archived, "archived: true")]
    public void A_status_is_written_so_that_an_import_reads_it(string file, string text, PostStatus status, string expected)
    {
        var content = Own.Read(file, Encoding.UTF8.GetBytes(text)).Post.Content!;

        var written = PostFile.Write(new(content, status, GivenPath: content.Path), content.Original, file, Own);

        Encoding.UTF8.GetString(written.Bytes).ShouldContain(expected);
        written.Unsaid.ShouldBeEmpty();
        Own.Read(file, written.Bytes).Post.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(Generator.Hugo, "content/posts/x.md", "+++\ntitle = 'T' # mine\ndate = 2020-01-01T10:00:00+02:00\n+++\nText\n", "+++\ntitle = 'U' # mine\ndate = 2020-01-01T10:00:00+02:00\n+++\nText\n")]
    [InlineData(Generator.Hugo, "content/posts/x.md", "{\n  \"title\": \"T\",\n  \"date\": \"2020-01-01\"\n}\nText\n", "{\n  \"title\": \"U\",\n  \"date\": \"2020-01-01\"\n}\nText\n")]
    [InlineData(Generator.Hexo, "source/_posts/x.md", "title: T\ndate: 2020-01-01 10:00:00\n---\nText\n", "title: U\ndate: 2020-01-01 10:00:00\n---\nText\n")]
    [InlineData(Generator.Eleventy, "posts/x.md", "---\r\ntitle: T\r\ntags: [posts, a]\r\ndate: 2020-01-01\r\n---\r\nText\r\n", "---\r\ntitle: U\r\ntags: [posts, a]\r\ndate: 2020-01-01\r\n---\r\nText\r\n")]
    [InlineData(Generator.Markdown, "notes/x.md", "\uFEFF---\ntitle: T\ndate: 2020-01-01\n---\nText\n", "\uFEFF---\ntitle: U\ndate: 2020-01-01\n---\nText\n")]
    [InlineData(Generator.Gatsby, "content/blog/x.md", "---\ntitle: T\ndate: \"2020-01-01\"\n---\nText\n", "---\ntitle: U\ndate: \"2020-01-01\"\n---\nText\n")]
    public void Files_of_each_generator_are_changed_in_their_own_language(Generator generator, string file, string before, string after)
    {
        var source = new SourceReading(new() { Generator = generator }, SiteFolder.Clock);
        var read = source.Read(file, Encoding.UTF8.GetBytes(before)).Post;
        var content = read.Content.ShouldNotBeNull(read.Refusal?.Message);

        var written = PostFile.Write(new(content with { Title = "U" }, PostStatus.Published, GivenPath: content.Path), content.Original, file, source);

        Encoding.UTF8.GetString(written.Bytes).ShouldBe(after);
        written.Unsaid.ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_text_keeps_the_encoding_and_the_line_ends_of_its_file()
    {
        const string File = "_posts/2020-01-01-x.md";
        var bytes = Encoding.Latin1.GetBytes("---\r\ntitle: Gr\u00F6\u00DFe\r\n---\r\nAlt\r\n");
        var content = Own.Read(File, bytes).Post.Content!;

        var written = PostFile.Write(new(content with { Markdown = "Neu: \u00E4\nZwei\n" }, PostStatus.Published), content.Original, File, Own);

        written.Bytes.ShouldBe(Encoding.Latin1.GetBytes("---\r\ntitle: Gr\u00F6\u00DFe\r\n---\r\nNeu: \u00E4\r\nZwei\r\n"));
    }

    /// <summary>The lines that differ after a change, each with what stood there; an empty one where a line is new.</summary>
    private static List<(string Before, string After)> Change(Func<PostContent, PostContent> change)
    {
        const string File = "_posts/2020-03-01-mine.md";
        var content = Own.Read(File, Encoding.UTF8.GetBytes(Handwritten)).Post.Content!;

        var written = PostFile.Write(new(change(content), PostStatus.Published, GivenPath: content.Path), content.Original, File, Own);

        written.Unsaid.ShouldBeEmpty();
        var (before, after) = (Handwritten.Split('\n').ToList(), Encoding.UTF8.GetString(written.Bytes).Split('\n').ToList());
        var gone = before.Except(after, StringComparer.Ordinal).ToList();
        var come = after.Except(before, StringComparer.Ordinal).ToList();
        return [.. Enumerable.Range(0, Math.Max(gone.Count, come.Count)).Select(i => (gone.ElementAtOrDefault(i) ?? "", come.ElementAtOrDefault(i) ?? ""))];
    }

    private static string Sorted(Fields? fields) => string.Join('\n', (fields ?? Fields.Empty).ToJsonObject().OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}: {field.Value?.ToJsonString()}"));

    private static DateTimeOffset Past(PostContent content) => content.PublishedAt!.Value > SiteFolder.Clock.GetUtcNow() ? content.PublishedAt.Value.AddYears(-100) : content.PublishedAt.Value;

    /// <summary>All that a post says, as text. Blank lines at a body's start say nothing.</summary>
    private static string Say(PostContent content) => string.Join('\n',
    [
        content.Title, content.Path, content.Language, $"{content.PublishedAt?.UtcTicks} {content.PublishedOn} {content.ModifiedAt?.UtcTicks} {content.Featured}",
        .. content.Tags, "/", .. content.Categories, "/", .. content.Keywords, "/", .. content.Links.Select(link => link.ToString()), .. content.Authors.Select(author => author.ToString()),
        content.Description, content.Excerpt, content.CanonicalUrl, content.TranslationKey, content.Image?.Url, Sorted(content.Image?.Details), .. content.RedirectFrom, Sorted(content.Fields),
        content.Markdown,
    ]);
}
