using System.Globalization;
using System.Text.Json;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown;
using Microsoft.Extensions.Time.Testing;

namespace Cms.Tests.Import;

/// <summary>Real posts beside what Jekyll 4.3.1 made of them.</summary>
public sealed class JekyllCorpusTests(ITestOutputHelper output)
{
    // A day on which no post of the corpus but 2999's is still to come.
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Facts that come out otherwise on purpose, with the reason.</summary>
    private static readonly Dictionary<(string File, string Fact), (string Ours, string Reason)> Wanted = new()
    {
        [("cordova/www/_posts/2013-08-12-crowdintranslation.md", "tags")] =
            ("news|translation|globalization|docs", "A text with commas is split at them; nobody wants the tag 'news,'."),
        [("own/_posts/2020-01-12-tag-types.md", "tags")] =
            ("2014|1.0|true|yes|2014-01-01|012|padded|C#|c++|.NET|a,b|Über|Docker|nested|list",
                "Tags are as written, without blanks at their edges, each once whatever its case; a map is no tag."),
        [("own/_posts/2020-01-13-tags-comma.md", "tags")] = ("docker|peter rossbach|provision", "A text with commas is split at them."),
        [("own/_posts/2020-01-13-tags-comma.md", "categories")] = ("Dev Ops|Linux", "A text with commas is split at them."),
        [("own/_posts/2020-01-15-tag-and-tags.md", "tags")] = ("one two|three", "'tag' and 'tags' are united; Jekyll ignores 'tags'."),
    };

    [Fact]
    public void Posts_come_out_as_Jekyll_makes_them_except_where_we_know_better()
    {
        var corpus = FindCorpus();
        Assert.SkipUnless(corpus is not null, "The corpus of real posts lies beside the repository, in ../shared/corpus, and is not there.");
        var posts = ReadSites(corpus!);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(corpus!, "expected.json")));

        var (equal, total) = (0, 0);
        var different = new List<string>();
        var used = new HashSet<(string, string)>();
        foreach (var post in expected.RootElement.EnumerateArray())
        {
            var file = post.GetProperty("file").GetString()!;
            if (!posts.TryGetValue(file, out var ours))
            {
                different.Add($"{file}: not found");
                continue;
            }

            foreach (var (fact, theirs, here) in Facts(post, ours.Post, ours.Rendering))
            {
                total++;
                if (theirs == here)
                {
                    equal++;
                }
                else if (Wanted.TryGetValue((file, fact), out var wanted) && wanted.Ours == here)
                {
                    used.Add((file, fact));
                }
                else
                {
                    different.Add($"{file}: {fact} is {here}, Jekyll's {theirs}");
                }
            }
        }

        output.WriteLine($"{equal} of {total} facts of {expected.RootElement.GetArrayLength()} posts equal Jekyll's; {used.Count} differ on purpose.");
        different.ShouldBeEmpty(string.Join('\n', different));
        Wanted.Keys.Except(used).ShouldBeEmpty("A difference that is listed must exist.");
    }

    private static IEnumerable<(string Fact, string Theirs, string Ours)> Facts(JsonElement theirs, ReadPost ours, SourceRendering rendering)
    {
        var content = ours.Content;
        if (theirs.TryGetProperty("slug", out var slug))
        {
            yield return ("slug", SlugRules.Slug(slug.ToString()), content?.Slug ?? "refused");
        }

        if (theirs.TryGetProperty("title", out var title))
        {
            yield return ("title", title.ToString().Trim(), content?.Title ?? "refused");
        }

        if (theirs.TryGetProperty("date", out var date))
        {
            yield return ("date", date.GetString()!, content?.PublishedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "none");
        }

        if (theirs.TryGetProperty("tags", out var tags))
        {
            yield return ("tags", Joined(tags), string.Join('|', content?.Tags ?? []));
        }

        if (theirs.TryGetProperty("categories", out var categories))
        {
            yield return ("categories", Joined(categories), string.Join('|', content?.Categories ?? []));
        }

        if (theirs.TryGetProperty("url", out var url))
        {
            yield return ("url", Uri.UnescapeDataString(url.GetString()!), content?.Path ?? "refused");
        }

        if (theirs.TryGetProperty("excerpt", out var excerpt) && content is not null)
        {
            var ownExcerpt = MarkdownRenderer.ExcerptMarkdown(content.Markdown, rendering.OptionsFor(content.Markup, content.Fields), content.Excerpt);
            yield return ("excerpt", WithLineFeeds(excerpt.ToString()), WithLineFeeds(ownExcerpt));
        }
    }

    // Excerpt separators see line feeds here, and no text of ours holds NUL.
    private static string WithLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Trim();

    private static string Joined(JsonElement list) => string.Join('|', list.EnumerateArray().Select(item => item.ToString()));

    private static Dictionary<string, (ReadPost Post, SourceRendering Rendering)> ReadSites(string corpus)
    {
        var sites = Directory.EnumerateFiles(corpus, "_config.yml", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!);
        return sites
            .SelectMany(Read)
            .ToDictionary(found => Path.GetRelativePath(corpus, found.File).Replace('\\', '/'), found => (found.Post, found.Rendering), StringComparer.Ordinal);
    }

    private static List<(string File, ReadPost Post, SourceRendering Rendering)> Read(string folder)
    {
        using var site = Site.Open(new(folder) { From = Generator.Jekyll });
        var rendering = SourceRendering.For(new Source { Id = Guid.Empty, Revision = 1, Name = site.Name, Definition = site.Definition });
        return [.. site.Files.Select(file => (
            Path.Combine(folder, file.File),
            site.TryReadBytes(file, out var bytes, out var problem) ? site.Understand(file, bytes, Clock.GetUtcNow()) : ReadPost.Refused(file.File, problem),
            rendering))];
    }

    private static string? FindCorpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cms.sln")))
            {
                var corpus = Path.Combine(folder.Parent!.FullName, "shared", "corpus");
                return Directory.Exists(corpus) ? corpus : null;
            }
        }

        return null;
    }
}
