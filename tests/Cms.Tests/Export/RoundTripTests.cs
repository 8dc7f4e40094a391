using System.Text;
using Cms.Content.Export;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Tests.Hosting;
using Marten;

namespace Cms.Tests.Export;

/// <summary>Files in, files out, and in again.</summary>
public sealed class RoundTripTests(PostgresFixture postgres) : IDisposable
{
    private static readonly (string File, byte[] Bytes)[] Varied =
    [
        ("_config.yml", Text("# mine\r\ntimezone: Europe/Berlin\npermalink: /:categories/:title.html\ndefaults:\n  - values: { layout: post }\n")),
        ("_posts/2020-01-01-plain.md", Text("---\ntitle: Plain\n---\nText\n")),
        ("_posts/2020-01-02-bom-crlf.md", Text("\uFEFF---\r\ntitle: B\r\n---\r\n\r\nText\r\n")),
        ("_posts/2020-01-03-windows.md", Encoding.Latin1.GetBytes("---\ntitle: Gr\u00F6\u00DFe\n---\nText \u00E4")),
        ("_posts/2020-01-04-nul.md", Text("---\ntitle: N\n---\nA\0B")),
        ("_posts/2020-01-05-none.md", Text("No front matter\n")),
        ("_posts/2020-01-06-empty.md", []),
        ("_posts/2020-01-07-cr.md", Text("---\rtitle: C\r---\rText\r")),
        ("_posts/2020-01-08-unclosed.md", Text("---\ntitle: U\n")),
        ("_posts/2020-01-09-bare.md", Text("---\ntitle: Nothing below\n---")),
        ("_posts/2020-01-10-utf16.md", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("---\ntitle: U\n---\nText")]),
        ("_posts/2020-01-11-repaired.md", Text("---\ntitle: It's: odd\ntags: [a]\n---\n\n\nText")),
        ("_posts/deep/er/2020-01-12-Ünicode 日本.markdown", Text("---\ntitle: 日本\ntags: [C#, 'C++']\n---\n{% raw %}{{ x }}{% endraw %}")),
        ("_posts/2020-01-13-page.html", Text("---\ntitle: H\n---\n<p>x</p>")),
        ("_posts/2020-01-14-hidden.md", Text("---\npublished: false\n---\n")),
        ("_posts/2999-01-01-later.md", Text("Later")),
        ("_drafts/someday.md", Text("---\ntitle: S\n---\n")),
        ("cooking/_posts/2020-01-15-same.md", Text("---\npermalink: /same/\n---\n")),
        ("cooking/_posts/2020-01-16-same-again.md", Text("---\npermalink: /same/\nauthor: Jane <jane@example.org>\n---\n")),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("cms-round-trip-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[]> OfOtherGenerators => new()
    {
        { "hugo", ["hugo.toml|title = 'Mine'\n", "content/posts/a.md|+++\ntitle = 'T'\ndate = 2020-01-01\n+++\nText\n", "content/posts/b.md|{ \"title\": \"J\", \"date\": \"2020-01-02\" }\n\nText\n"] },
        { "zola", ["config.toml|base_url = 'https://example.org'\n[markdown]\nsmart_punctuation = true\n", "content/blog/2020-01-02-a.md|+++\ntitle = 'T'\n[taxonomies]\ntags = ['a']\n+++\n[b](@/blog/b.md#c)\n", "content/blog/b.md|+++\ndate = 2020-01-01\n+++\nText\n"] },
        { "hexo", ["_config.yml|permalink: :title/\n", "source/_posts/a.md|title: T\ndate: 2020-01-01 10:00:00\n---\nText\n", "source/_posts/b.md|\"title\": \"J\",\n\"date\": \"2020-01-02\"\n;;;\nText\n"] },
        { "eleventy", ["eleventy.config.js|export default () => ({ dir: { input: \"content\" } });\n", "content/blog/blog.json|{ \"tags\": [\"posts\", \"tea\"], \"lang\": \"de\" }\n", "content/blog/a.md|---\ntitle: T\ndate: 2020-01-01\n---\nText\n"] },
        { "packaged", ["package.json|{ \"scripts\": { \"build\": \"eleventy --config=site.js\" }, \"dependencies\": { \"@11ty/eleventy\": \"3\" } }", "site.js|export default { dir: { input: \"content\" } };\n", "content/a/a.11tydata.json|{ \"title\": \"From data\" }", "content/a/a.md|---\ndate: 2020-01-01\ntags: posts\n---\n"] },
        { "gatsby", ["gatsby-config.js|module.exports = { plugins: [{ options: { path: `${__dirname}/content/blog`, name: `blog` } }] }\n", "content/blog/a/index.md|---\ntitle: T\ndate: 2020-01-01\n---\nText\n"] },
        { "notes", ["a.md|---\ntitle: T\ndate: 2020-01-01\n---\nText\n", "deep/b.md|+++\ntitle = 'B'\ndate = 2020-01-02\n+++\n"] },
    };

    [Fact]
    public async Task Files_that_nobody_changed_come_back_byte_for_byte_and_import_to_the_same_posts()
    {
        var blog = Write("blog", Varied);
        await using var store = await OpenAsync();
        (await ImportAsync(store, blog)).Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Created);

        var report = await ExportAsync(store, "out");

        report.Sources.ShouldHaveSingleItem().Notes.ShouldBeEmpty();
        report.Sources[0].Unchanged.ShouldBe(Varied.Length - 1);
        Read("out").ShouldBe(Read("blog"));

        await using var second = await OpenAsync();
        await ImportAsync(second, Path.Combine(folder, "out"), "blog");
        (await SayAsync(second)).ShouldBe(await SayAsync(store));
    }

    [Fact]
    public async Task A_page_that_posts_lead_to_comes_back_with_its_address_alone_and_where_it_lies_it_stays()
    {
        var blog = Write("linked", [
            ("_posts/2020-01-01-leads.md", Text("---\ntitle: Leads\n---\n[a]({% link pages/it's.md %})\n")),
            ("pages/it's.md", Text("---\ntitle: It\npermalink: /it's/\n---\nText\n")),
            ("pages/other.md", Text("---\npermalink: /other/\n---\nText\n")),
        ]);
        await using var store = await OpenAsync();
        (await ImportAsync(store, blog)).Files.ShouldHaveSingleItem().Warnings.ShouldBeEmpty();

        var report = await ExportAsync(store, "out");

        report.Sources.ShouldHaveSingleItem().Notes.ShouldHaveSingleItem().File.ShouldBe("pages/it's.md");
        Read("out").Keys.ShouldBe(["_posts/2020-01-01-leads.md", "pages/it's.md"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(folder, "out", "pages/it's.md")).ShouldBe("---\npermalink: '/it''s/'\n---\n");
        await using var second = await OpenAsync();
        (await ImportAsync(second, Path.Combine(folder, "out"), "linked")).Files.ShouldHaveSingleItem().Warnings.ShouldBeEmpty();
        (await SayAsync(second)).ShouldBe(await SayAsync(store));

        await store.Exporter.ExportAsync(new(blog) { Overwrite = true }, progress: null, Ct);
        File.ReadAllText(Path.Combine(blog, "pages/it's.md")).ShouldEndWith("Text\n");
    }

    [Fact]
    public async Task Sources_whose_names_are_longer_than_a_folders_may_be_get_folders_all_the_same()
    {
        await using var store = await OpenAsync();
        foreach (var number in (int[])[1, 2])
        {
            await ImportAsync(store, Write($"blog-{number}", [($"_posts/2020-01-01-long-{number}.md", Text("Text"))]), $"{new string('日', 120)}{number}");
        }

        var report = await ExportAsync(store, "out");

        report.HasRefusals.ShouldBeFalse();
        report.Sources.Select(source => (source.Folder.Length, source.Unchanged)).ShouldBe([(66, 1), (68, 1)]);
    }

    [Theory]
    [MemberData(nameof(OfOtherGenerators))]
    public async Task Blogs_of_other_generators_come_back_byte_for_byte_and_import_to_the_same_posts(string name, string[] files)
    {
        var blog = Write(name, [.. files.Select(file => file.Split('|', 2)).Select(file => (file[0], Text(file[1])))]);
        await using var store = await OpenAsync();
        (await ImportAsync(store, blog)).Files.ShouldAllBe(file => file.Status == ImportedFileStatus.Created);

        var report = await ExportAsync(store, "out");

        report.HasRefusals.ShouldBeFalse();
        report.Sources.ShouldHaveSingleItem().ImportOptions.ShouldBeEmpty();
        Read("out").ShouldBe(Read(name));
        await using var second = await OpenAsync();
        await ImportAsync(second, Path.Combine(folder, "out"), name);
        (await SayAsync(second)).ShouldBe(await SayAsync(store));
    }

    [Fact]
    public async Task Real_posts_come_back_byte_for_byte()
    {
        var corpus = Corpus.Find();
        Assert.SkipUnless(corpus is not null, "The corpus of real posts lies beside the repository, in ../shared/corpus, and is not there.");
        foreach (var site in Directory.EnumerateFiles(corpus!, "_config.yml", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!))
        {
            await using var store = await OpenAsync();
            var taken = (await ImportAsync(store, site)).Files.Where(file => file.PostId is not null).Select(file => file.File).ToList();
            var name = $"out-{taken.Count}-{Path.GetFileName(site)}";

            var report = await ExportAsync(store, name);

            report.Sources.Sum(source => source.Unchanged).ShouldBe(taken.Count, site);
            foreach (var file in taken.Append("_config.yml"))
            {
                File.ReadAllBytes(Path.Combine(folder, name, file)).ShouldBe(File.ReadAllBytes(Path.Combine(site, file)), $"{site}/{file}");
            }
        }
    }

    [Fact]
    public async Task Posts_made_in_the_store_are_the_source_cms_and_import_to_the_same_posts()
    {
        await using var store = await OpenAsync();
        var posts = new[]
        {
            Made("Docker: \"1.0\" 🐳", PostStatus.Published, new(2020, 1, 1, 23, 30, 0, TimeSpan.Zero)),
            Made("Docker: \"1.0\" 🐳", PostStatus.Published, new(2020, 1, 1, 23, 30, 0, TimeSpan.Zero), "/twin"),
            Made("Not yet", PostStatus.Draft, null),
            Made("Later", PostStatus.Scheduled, new(2999, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            Made("Put away", PostStatus.Archived, new(2020, 1, 2, 0, 0, 0, TimeSpan.Zero)),
            Made("Thrown away", PostStatus.Trashed, new(2020, 1, 3, 0, 0, 0, TimeSpan.Zero)),
        };
        await StoreAsync(store, posts);

        var report = await ExportAsync(store, "out", new("Europe/Berlin"));

        report.Sources.ShouldHaveSingleItem().Notes.ShouldBeEmpty();
        (report.Sources[0].Name, report.Sources[0].Made).ShouldBe(("cms", 5));
        Read("out").Keys.ShouldBe(
            ["_config.yml", "_drafts/not-yet.md", "_posts/2020-01-02-docker-1-0.md", "_posts/2020-01-02-docker-1-0-2.md", "_posts/2020-01-02-put-away.md", "_posts/2999-01-01-later.md"], ignoreOrder: true);
        await using var second = await OpenAsync();
        await ImportAsync(second, Path.Combine(folder, "out"), "cms");
        (await SayAsync(second)).ShouldBe((await SayAsync(store)).Where(post => !post.StartsWith("Trashed", StringComparison.Ordinal)));

        await ExportAsync(second, "again");
        Read("again").ShouldBe(Read("out"));
    }

    [Fact]
    public async Task A_title_that_the_store_changed_changes_one_line_of_one_file()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, Write("blog", Varied));
        var before = await FindAsync(store, "Plain");
        await StoreAsync(store, before with { Revision = 2, Content = before.Content with { Title = "Fancy", Original = null } });

        (await ExportAsync(store, "out")).Sources.ShouldHaveSingleItem().Changed.ShouldBe(1);

        var (was, now) = (Read("blog"), Read("out"));
        now.Keys.ShouldBe(was.Keys);
        var changed = was.Where(file => now[file.Key] != file.Value).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(Convert.FromBase64String(now[changed.Key])).ShouldBe("---\ntitle: Fancy\n---\nText\n");
    }

    [Theory]
    [InlineData("hugo", "hugo.toml|title = 'Mine'\n", "content/posts/a.md|+++\ntitle = 'T'\n+++\nText\n")]
    [InlineData("hugo-by-file", "hugo.toml|[frontmatter]\ndate = [':fileModTime', 'date']\n", "content/posts/a.md|+++\ntitle = 'T'\ndate = 2001-01-01\n+++\nText\n")]
    [InlineData("hexo", "_config.yml|permalink: :title/\n", "source/_posts/a.md|title: T\n---\nText\n")]
    [InlineData("notes", "b.md|---\ndate: 2020-01-01\n---\n", "a.md|No date\n")]
    public async Task A_post_that_its_files_time_dates_keeps_its_date_through_export_and_import(string name, string other, string undated)
    {
        var blog = Write(name, [.. new[] { other, undated }.Select(file => file.Split('|', 2)).Select(file => (file[0], Text(file[1])))]);
        var file = undated.Split('|')[0];
        File.SetLastWriteTimeUtc(Path.Combine(blog, file), new(2019, 5, 6, 7, 8, 9, 987, DateTimeKind.Utc));
        await using var store = await OpenAsync();
        await ImportAsync(store, blog);

        await ExportAsync(store, "out");

        File.GetLastWriteTimeUtc(Path.Combine(folder, "out", file)).ShouldBe(new(2019, 5, 6, 7, 8, 9, DateTimeKind.Utc));
        File.GetLastWriteTimeUtc(Path.Combine(folder, "out", other.Split('|')[0])).ShouldNotBe(new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var second = await OpenAsync();
        await ImportAsync(second, Path.Combine(folder, "out"), name);
        (await SayAsync(second)).ShouldBe(await SayAsync(store));
    }

    [Fact]
    public async Task Files_of_one_name_in_several_sources_keep_the_times_that_date_them()
    {
        await using var store = await OpenAsync();
        foreach (var year in (int[])[2018, 2019])
        {
            var blog = Write($"of-{year}", [.. Enumerable.Range(0, 150).Select(number => ($"{number}.md", Text($"Note {number} of {year}\n")))]);
            File.SetLastWriteTimeUtc(Path.Combine(blog, "7.md"), new(year, 5, 6, 7, 8, 9, DateTimeKind.Utc));
            await ImportAsync(store, blog);
        }

        (await ExportAsync(store, "notes")).Sources.Sum(source => source.Unchanged).ShouldBe(300);

        Read("notes").Count.ShouldBe(300);
        foreach (var year in (int[])[2018, 2019])
        {
            File.GetLastWriteTimeUtc(Path.Combine(folder, "notes", $"of-{year}", "7.md")).ShouldBe(new(year, 5, 6, 7, 8, 9, DateTimeKind.Utc));
        }
    }

    [Fact]
    public async Task Several_sources_get_a_folder_each_and_one_of_them_comes_alone_where_it_is_named()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, Write("one", ("_posts/2020-01-01-a.md", Text("A"))));
        await ImportAsync(store, Write("other", ("_posts/2020-01-01-b.md", Text("B"))), "../o/ther");

        (await ExportAsync(store, "all")).Sources.Select(source => source.Folder).ShouldBe(["-o-ther", "one"]);
        Read("all").Keys.ShouldBe(["-o-ther/_posts/2020-01-01-b.md", "one/_posts/2020-01-01-a.md"], ignoreOrder: true);

        await store.Exporter.ExportAsync(new(Path.Combine(folder, "single")) { Source = "one" }, progress: null, Ct);
        Read("single").Keys.ShouldBe(["_posts/2020-01-01-a.md"]);
        (await Should.ThrowAsync<ExportException>(() => store.Exporter.ExportAsync(new(Path.Combine(folder, "none")) { Source = "nobody" }, progress: null, Ct))).Message.ShouldContain("one");
    }

    [Fact]
    public async Task A_draft_that_is_out_now_lies_among_the_posts()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, Write("blog", ("_drafts/soon.md", Text("---\ntitle: Soon # or later\n---\nText\n"))));
        var draft = await FindAsync(store, "Soon");
        var at = new DateTimeOffset(2021, 2, 3, 4, 5, 6, TimeSpan.Zero);
        await StoreAsync(store, draft with { Revision = 2, Status = PostStatus.Published, Content = draft.Content with { PublishedAt = at, PublishedOn = new(2021, 2, 3), Path = "/2021/02/03/soon.html" } });

        await ExportAsync(store, "out");

        var file = Read("out").ShouldHaveSingleItem();
        file.Key.ShouldBe("_posts/2021-02-03-soon.md");
        Encoding.UTF8.GetString(Convert.FromBase64String(file.Value)).ShouldBe("---\ntitle: Soon # or later\ndate: 2021-02-03 04:05:06 +0000\n---\nText\n");
    }

    [Fact]
    public async Task A_file_whose_path_leads_out_is_refused_and_the_others_are_written()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, Write("blog", ("_posts/2020-01-01-a.md", Text("---\ntitle: A\n---\n")), ("_posts/2020-01-02-b.md", Text("B"))));
        var post = await FindAsync(store, "A");
        await StoreAsync(store, post with { Origin = post.Origin! with { File = "../../out.md" } });

        var report = await ExportAsync(store, "out");

        report.HasRefusals.ShouldBeTrue();
        report.Sources[0].Notes.ShouldHaveSingleItem().Message.ShouldContain("leads out");
        Read("out").Keys.ShouldBe(["_posts/2020-01-02-b.md"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static Post Made(string title, PostStatus status, DateTimeOffset? at, string? path = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Revision = 1,
        Status = status,
        CreatedAt = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ChangedAt = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Content = new()
        {
            Title = title,
            Slug = SlugRules.Slug(title),
            Path = path ?? $"/{SlugRules.Slug(title)}",
            Language = "en",
            Tags = ["C#", "yes", "a b"],
            PublishedAt = at,
            PublishedOn = at is { } time ? DateOnly.FromDateTime(time.UtcDateTime.AddHours(1)) : null,
            Markdown = $"About {title}.\n",
        },
    };

    private static async Task StoreAsync(ExportStore store, params Post[] posts)
    {
        await using var session = store.Marten.LightweightSession();
        session.Store(posts);
        await session.SaveChangesAsync(Ct);
    }

    private static async Task<Post> FindAsync(ExportStore store, string title)
    {
        await using var session = store.Marten.QuerySession();
        return await session.Query<Post>().SingleAsync(post => post.Content.Title == title, Ct);
    }

    /// <summary>What the working copies of a store say, in order; save what a store gives them itself.</summary>
    private static async Task<IReadOnlyList<string>> SayAsync(ExportStore store)
    {
        await using var session = store.Marten.QuerySession();
        return [.. (await session.Query<Post>().ToListAsync(Ct))
            .Select(post => $"{post.Status} {PathOf(post)} {System.Text.Json.JsonSerializer.Serialize(post.Content with { Original = null, Path = "" })}")
            .Order(StringComparer.Ordinal)];
    }

    // That of a draft without a date follows from the moment of its import.
    private static string PathOf(Post post) => post.Content.PublishedAt is null ? "" : post.Path;

    private Task<ExportStore> OpenAsync() => ExportStore.OpenAsync(postgres);

    private static Task<ImportReport> ImportAsync(ExportStore store, string path, string? source = null) =>
        store.Importer.ImportAsync(new(path) { Source = source }, progress: null, Ct);

    private Task<ExportReport> ExportAsync(ExportStore store, string name, OwnSite? site = null) =>
        store.Exporter.ExportAsync(new(Path.Combine(folder, name)) { Site = site ?? new() }, progress: null, Ct);

    private string Write(string name, params (string File, byte[] Bytes)[] files)
    {
        foreach (var (file, bytes) in files)
        {
            var path = Path.Combine(folder, name, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        return Path.Combine(folder, name);
    }

    private SortedDictionary<string, string> Read(string name)
    {
        var root = Path.Combine(folder, name);
        var files = Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        return new(files.ToDictionary(file => Path.GetRelativePath(root, file), file => Convert.ToBase64String(File.ReadAllBytes(file)), StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
