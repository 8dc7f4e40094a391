using System.Collections;
using System.Text;
using Cms.Content.Import;
using Cms.Content.Posts;
using Microsoft.Extensions.Time.Testing;

namespace Cms.Tests.Import;

/// <summary>A site in a folder of its own, gone after the test. Write <c>new SiteFolder { ["_posts/2021-03-04-x.md"] = "…" }</c>.</summary>
internal sealed class SiteFolder : IDisposable, IEnumerable
{
    public static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2024, 6, 15, 12, 0, 0, TimeSpan.Zero));

    public string Path { get; } = Directory.CreateTempSubdirectory("cms-import-").FullName;

    public string this[string file]
    {
        set
        {
            var path = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, value, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    public IReadOnlyList<ReadPost> Read() => Read(new ImportRequest(Path));

    /// <summary>All that an import of this would read.</summary>
    public static IReadOnlyList<ReadPost> Read(ImportRequest request)
    {
        using var site = Site.Open(request);
        return [.. site.Files.Select(file =>
            site.TryReadBytes(file, out var bytes, out var problem) ? site.Understand(file, bytes, Clock.GetUtcNow()) : ReadPost.Refused(file.File, problem))];
    }

    public Site Open() => Site.Open(new ImportRequest(Path));

    public ReadPost ReadOne() => Read().ShouldHaveSingleItem();

    /// <summary>What a post with this front matter, of the 4th of March 2021, says.</summary>
    public static PostContent Content(string frontMatter, string configuration = "", string body = "Text.") =>
        One(frontMatter, configuration, body).Content.ShouldNotBeNull();

    public static ReadPost One(string frontMatter, string configuration = "", string body = "Text.", string file = "_posts/2021-03-04-Green-Tea.md")
    {
        using var site = new SiteFolder { ["_config.yml"] = configuration, [file] = $"---\n{frontMatter}\n---\n{body}" };
        return site.ReadOne();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    IEnumerator IEnumerable.GetEnumerator() => Directory.EnumerateFiles(Path).GetEnumerator();
}
