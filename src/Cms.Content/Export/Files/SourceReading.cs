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
        Pages = new(source, Files);
        Zone = SiteZone.Find(ConfigurationText.Read(source.Configuration).TextOf("timezone"));
    }

    public Generator Generator => source.Generator;

    public string Prefix => source.Prefix;

    /// <summary>The files of the source that are no posts.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The pages that the posts lead to.</summary>
    public LinkedPages Pages { get; }

    /// <summary>The zone that dates are written in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <param name="file">Path within the source.</param>
    public (MarkdownFile Markdown, ReadPost Post) Read(string file, byte[] bytes)
    {
        using var site = Open([new(file, bytes)]);
        return (site.Parse(bytes), Understand(site, site.Files.FirstOrDefault(candidate => candidate.File == file), file, bytes));
    }

    /// <summary>Many files, on all cores.</summary>
    /// <param name="files">By their paths within the source.</param>
    public IReadOnlyDictionary<string, ReadPost> Read(IReadOnlyDictionary<string, byte[]> files)
    {
        if (files.Count == 0)
        {
            return new Dictionary<string, ReadPost>(StringComparer.Ordinal);
        }

        using var site = Open(files);
        var found = site.Files.ToLookup(file => file.File, StringComparer.Ordinal);
        return files.AsParallel().Select(file => Understand(site, found[file.Key].FirstOrDefault(), file.Key, file.Value)).ToDictionary(post => post.File, StringComparer.Ordinal);
    }

    /// <summary>Those of many files whose posts nothing dates but the file's own time.</summary>
    /// <param name="files">By their paths within the source.</param>
    public IReadOnlySet<string> DatedByFile(IReadOnlyDictionary<string, byte[]> files) => Generator is Generator.Jekyll or Generator.Octopress
        ? new HashSet<string>(StringComparer.Ordinal)
        : Read(files).Values.Where(post => post.IsDatedByFile).Select(post => post.File).ToHashSet(StringComparer.Ordinal);

    private Site Open(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        // What posts include does not decide how they are read.
        var contents = Files.Where(other => !other.Key.Contains("_includes/", StringComparison.Ordinal))
            .ToDictionary(other => other.Key, other => (ReadOnlyMemory<byte>)other.Value, StringComparer.Ordinal);
        foreach (var (file, bytes) in files)
        {
            contents[file] = bytes;
        }

        return Site.Open(new ImportRequest("") { Contents = contents, From = source.Generator, Prefix = source.Prefix });
    }

    private ReadPost Understand(Site site, SiteFile? found, string file, byte[] bytes)
    {
        var known = found ?? new SiteFile(file).Refused("not-found", "The file lies where its generator looks for no posts.");
        return known.Problem is { } problem ? ReadPost.Refused(file, problem) : site.Understand(known, bytes, clock.GetUtcNow());
    }
}
