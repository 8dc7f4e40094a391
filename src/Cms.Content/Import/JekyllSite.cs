using System.Security.Cryptography;
using System.Text;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A Jekyll site on disk: its configuration and its posts. Knows nothing of a store.</summary>
internal sealed class JekyllSite : Site
{
    // Larger than any post, smaller than what would take a server's memory.
    private const long LargestFile = 32 * 1024 * 1024;

    private JekyllSite(string folder, JekyllConfiguration configuration, IReadOnlyList<SiteFile> files)
    {
        Folder = folder;
        Configuration = configuration;
        Files = files;
    }

    public string Folder { get; }

    public JekyllConfiguration Configuration { get; }

    public override string Name => Path.GetFileName(Folder);

    public override SourceDefinition Definition => new() { Generator = Generator.Jekyll, Configuration = Configuration.Text };

    public override IReadOnlyList<SiteFile> Files { get; }

    /// <summary>Looks where posts are, without reading any.</summary>
    /// <exception cref="ImportException">There is no site here, or its configuration cannot be followed.</exception>
    public static JekyllSite Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new ImportException(File.Exists(folder)
                ? $"'{folder}' is a file. Name the folder of a Jekyll site."
                : $"There is no folder '{folder}'. Name the folder of a Jekyll site.");
        }

        var configuration = JekyllConfiguration.Of(folder);
        var unknown = Permalink.Expand(configuration.PermalinkTemplate, new("", [], DateTime.UnixEpoch, "")).UnknownKey;
        if (unknown is not null)
        {
            throw new ImportException($"The configuration's permalink has ':{unknown}', which Jekyll does not know. Correct it in '_config.yml'.");
        }

        var search = new JekyllFolder(folder, configuration);
        var files = search.Find();
        return search.HasPostsFolder
            ? new(folder, configuration, files)
            : throw new ImportException($"There is nothing to import in '{folder}': no folder '_posts' or '_drafts' was found in it, at any level.");
    }

    /// <summary>Reads a whole site.</summary>
    public static IReadOnlyList<ReadPost> Read(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var site = Open(folder);
        return [.. site.Files.Select(file => site.Read(file, clock.GetUtcNow()))];
    }

    /// <summary>Reads one file. What is wrong with it is in the answer.</summary>
    public ReadPost Read(SiteFile file, DateTimeOffset now) =>
        TryReadBytes(file, out var bytes, out var problem) ? Understand(file, bytes, now) : ReadPost.Refused(file.File, problem);

    public override ReadPost Understand(SiteFile file, byte[] bytes, DateTimeOffset now)
    {
        try
        {
            return new JekyllPostReader(Configuration, file, MarkdownFile.Parse(bytes), bytes, now).Read();
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // Nothing that a file holds should come here. If something does, thousands of other files still come in.
            return ReadPost.Refused(file.File, new(null, "not-understood",
                $"The file brought up an error of this program ({bug.GetType().Name}). Please report it, with the file."));
        }
    }

    public override bool TryReadBytes(SiteFile file, out byte[] bytes, out ImportWarning problem)
    {
        bytes = [];
        problem = file.Problem!;
        if (file.Problem is not null)
        {
            return false;
        }

        try
        {
            var length = new FileInfo(file.FullPath).Length;
            if (length > LargestFile)
            {
                problem = new(null, "too-large", $"The file is larger than {LargestFile / 1024 / 1024} MiB.");
                return false;
            }

            // A named pipe says that it is empty, and opening it would wait for a writer for ever.
            bytes = length == 0 ? [] : File.ReadAllBytes(file.FullPath);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problem = new(null, "unreadable", unreadable is UnauthorizedAccessException
                ? "The file may not be read. Check who may read it."
                : "The file cannot be read. It may have been moved or be damaged.");
            return false;
        }
    }

    public override string HashOf(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(Configuration.EffectiveText));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
