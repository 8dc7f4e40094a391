using Cms.Content.Import;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Reads single files of a source as the import does, under the configuration that is kept with the source.</summary>
internal sealed class SourceReading
{
    private readonly SourceDefinition source;
    private readonly TimeProvider clock;

    public SourceReading(SourceDefinition source, TimeProvider clock)
    {
        (this.source, this.clock) = (source, clock);
        Files = SourceFiles.Of(source);
        Zone = SiteZone.Find(ConfigurationText.Read(source.Configuration).TextOf("timezone"));
    }

    public Generator Generator => source.Generator;

    public string Prefix => source.Prefix;

    /// <summary>The files of the source that are no posts.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The zone that dates are written in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <param name="file">Path within the source.</param>
    public (MarkdownFile Markdown, ReadPost Post) Read(string file, byte[] bytes)
    {
        // What posts include does not decide how they are read.
        var contents = Files.Where(other => !other.Key.Contains("_includes/", StringComparison.Ordinal))
            .ToDictionary(other => other.Key, other => (ReadOnlyMemory<byte>)other.Value, StringComparer.Ordinal);
        contents[file] = bytes;
        using var site = Site.Open(new ImportRequest("") { Contents = contents, From = source.Generator, Prefix = source.Prefix });
        var found = site.Files.FirstOrDefault(candidate => candidate.File == file) ?? new SiteFile(file).Refused("not-found", "The file lies where its generator looks for no posts.");
        var post = found.Problem is { } problem ? ReadPost.Refused(file, problem) : site.Understand(found, bytes, clock.GetUtcNow());
        return (site.Parse(bytes), post);
    }
}
