using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Tests.Posts.BulkWriting;

/// <summary>Posts that differ in all that the store keeps of a post.</summary>
internal static class VariedPosts
{
    public static PostContent Named(string slug, string markdown = "Text.", params string[] tags) =>
        new() { Title = slug, Slug = slug, Path = $"/{slug}.html", Markdown = markdown, Tags = tags, PublishedAt = Day(1), PublishedOn = new(2020, 1, 1) };

    public static PostToImport Post(Source source, string file, PostContent content, PostStatus status = PostStatus.Published, KnownPost? known = null, bool force = false) =>
        new(content, new(source.Id, source.Name, file, $"{file}:{content.GetHashCode().ToString(CultureInfo.InvariantCulture)}:{status}"), status, known, force);

    public static IReadOnlyList<PostToImport> All(Source source) =>
    [
        Post(source, "full.md", Full),
        Post(source, "bare.md", new() { Title = "", Slug = "post", Path = "/bare", Markdown = "" }),
        Post(source, "draft.md", Named("draft", "Not out.", "only-of-drafts"), PostStatus.Draft),
        Post(source, "scheduled.md", Named("scheduled") with { PublishedAt = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }, PostStatus.Scheduled),
        Post(source, "umlauts.md", Named("größe-und-straße", "Ärger & Öl <b>\"fett\"</b> 漢字 😀\n", "Größe", "größe", "C", "C++", "C#", "C!")),
        Post(source, "bytes.md", Named("bytes") with { Original = new("---\r\n---\r\n", [0xff, 0xfe, 0x00, 0x41]) }),
        Post(source, "liquid.md", Named("liquid", "{{ site.place }} and {{ page.title }}\n\n{% if x %}y{% endif %}\n")),
        Post(source, "too-deep.md", Named("too-deep", new string('>', 5000) + " deep")),
        Post(source, "links.md", Named("links", "[a](https://example.org/a) [again](https://example.org/a) [b](/full.html) <mail@example.org> [c](#c)\n")),
        Post(source, "old-path.md", Named("old-path") with { RedirectFrom = ["/was/here", "/and/here"] }),
        Post(source, "same-old-path.md", Named("same-old-path") with { RedirectFrom = ["/was/here"] }),
        Post(source, "long.md", Named("long", new StringBuilder().Insert(0, "Many words make a long text. ", 4000).ToString())),
    ];

    /// <summary>The same files, changed in many ways: texts, paths that change places, statuses, and some as they were.</summary>
    public static IReadOnlyList<PostToImport> Changed(Source source, IReadOnlyList<KnownPost> known)
    {
        var byFile = known.ToDictionary(post => post.File, StringComparer.Ordinal);
        return
        [
            .. All(source).Select(post => (post with { Known = byFile[post.Origin.File] }) switch
            {
                { Origin.File: "full.md" } full => Other(full, full.Content with { Title = "Another", Tags = ["new", "markdown"], Path = "/full-moved", Links = [] }),
                { Origin.File: "links.md" } links => Other(links, links.Content with { Path = "/full", Markdown = "[only](https://example.org/only)" }),
                { Origin.File: "draft.md" } draft => Other(draft, draft.Content) with { Status = PostStatus.Published },
                { Origin.File: "umlauts.md" } umlauts => Other(umlauts, umlauts.Content) with { Status = PostStatus.Draft },
                { Origin.File: "old-path.md" } moved => Other(moved, moved.Content with { Path = "/moved.html", RedirectFrom = ["/was/here"] }),
                { Origin.File: "bytes.md" } file => file with { Origin = file.Origin with { File = "moved/bytes.md" } },
                var same => same,
            }),
            Post(source, "new.md", Named("new", "New.", "new", "C")),
        ];

        static PostToImport Other(PostToImport post, PostContent content) => post with { Content = content, Origin = post.Origin with { Hash = post.Origin.Hash + "'" } };
    }

    private static PostContent Full => new()
    {
        Title = "All: \"of\" it",
        Slug = "all-of-it",
        Path = "/full",
        Language = "pt-br",
        Categories = ["News", "C++"],
        Tags = ["Markdown", "Docker", "docker", "!!!"],
        Keywords = ["one keyword", "two"],
        Links = [new("site", "https://Example.org/Path?q=1"), new("label", Url: null), new("relative", "/bare")],
        Authors = [new("Jane", "https://jane.example", "jane@example.org"), new("João")],
        Description = "What it says.",
        Image = new("/image.png", Fields.From(new JsonObject { ["alt"] = "An image" })),
        CanonicalUrl = "https://elsewhere.example/",
        Featured = true,
        Excerpt = "An *excerpt*.",
        TranslationKey = "full",
        PublishedAt = new DateTimeOffset(2019, 12, 31, 23, 30, 0, TimeSpan.Zero),
        PublishedOn = new(2019, 12, 31),
        ModifiedAt = new DateTimeOffset(2021, 5, 6, 7, 8, 9, 123, TimeSpan.Zero),
        RedirectFrom = ["/old/full"],
        Fields = Fields.From(new JsonObject { ["layout"] = "post", ["number"] = 1.50, ["nested"] = new JsonObject { ["b"] = true, ["a"] = null } }),
        Markdown = "# Head\n\nA [link](https://example.org/a) and *text*.\n\n```sh\nrun\n```\n",
        Original = new("---\ntitle: x\n---\n"),
    };

    private static DateTimeOffset Day(int day) => new(2020, 1, day, 0, 0, 0, TimeSpan.Zero);
}
