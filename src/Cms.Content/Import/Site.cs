using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>A blog that was opened to be imported: which files it has, and what each of them says by its generator's rules. Knows nothing of a store.</summary>
internal abstract class Site
{
    /// <summary>What the source is called unless the person names it: the folder's own name.</summary>
    public abstract string Name { get; }

    /// <summary>What is kept with the source.</summary>
    public abstract SourceDefinition Definition { get; }

    /// <summary>All that lies where posts lie, ignored files included, in the order of their paths.</summary>
    public abstract IReadOnlyList<SiteFile> Files { get; }

    /// <summary>Opens what the request names, by the generator that it names or that is recognised by what lies there.</summary>
    /// <exception cref="ImportException">There is nothing to import, or the site's configuration cannot be followed.</exception>
    public static Site Open(ImportRequest request) => JekyllSite.Open(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path)));

    /// <summary>A file's bytes, or why there are none.</summary>
    public abstract bool TryReadBytes(SiteFile file, out byte[] bytes, out ImportWarning problem);

    /// <summary>SHA-256, in hex, of the file and of all else that decides how it is read.</summary>
    public abstract string HashOf(byte[] bytes);

    /// <summary>What a file's bytes say. Never throws for what the file holds.</summary>
    public abstract ReadPost Understand(SiteFile file, byte[] bytes, DateTimeOffset now);
}
