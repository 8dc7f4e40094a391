using System.Security.Cryptography;
using System.Text;
using Cms.Content.Import.Eleventy;
using Cms.Content.Import.Gatsby;
using Cms.Content.Import.Hexo;
using Cms.Content.Import.Hugo;
using Cms.Content.Import.Jekyll;
using Cms.Content.Import.Lines;
using Cms.Content.Import.Plain;
using Cms.Content.Import.Trees;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A blog that was opened to be imported: which files it has, and what each of them says by its generator's rules. Knows nothing of a store.</summary>
internal abstract class Site : IDisposable
{
    private readonly SiteInput input;
    private readonly Lazy<SourceDefinition> definition;
    private readonly Lazy<string> reading;
    private readonly Lazy<string> whole;
    private IReadOnlyList<SiteFile>? files;

    protected Site(SiteInput input)
    {
        this.input = input;
        definition = new(Define);
        reading = new(() => Hash(Encoding.UTF8.GetBytes($"{Prefix}\0{EffectiveText}")));
        whole = new(() => Hash(Encoding.UTF8.GetBytes($"{Prefix}\0{EffectiveText}\0{TextOf(Definition)}")));
    }

    /// <summary>What the source is called unless the person names it: the folder's own name.</summary>
    public string Name => input.Tree.Name;

    /// <summary>Whether all of the blog is here. Single files say nothing of those that the source has besides.</summary>
    public bool IsWhole => input.IsWhole;

    /// <summary>What is kept with the source.</summary>
    public SourceDefinition Definition => definition.Value;

    /// <summary>All that lies where posts lie, ignored files included, in the order of their paths.</summary>
    public IReadOnlyList<SiteFile> Files => files ??= FindAll();

    /// <summary>What stands before every path; empty, or with a leading and no closing slash.</summary>
    public string Prefix => input.Prefix;

    public FileTree Tree => input.Tree;

    /// <summary>Changes with all that decides how any file is read, or what its templates can name.</summary>
    public string ConfigurationHash => whole.Value;

    /// <summary>All that, beside a file's own bytes and what its templates name, decides what is kept of it: never less than the reader and the renderer look at.</summary>
    protected virtual string EffectiveText => Definition.Configuration;

    /// <summary>How front matter may be written in this generator's files.</summary>
    protected abstract FrontMatterEnvelopes Envelopes { get; }

    /// <summary>Opens what the request names, by the generator that it names or that is recognised by what lies there.</summary>
    /// <exception cref="ImportException">There is nothing to import, or the site's configuration cannot be followed.</exception>
    public static Site Open(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Exported is { } exported)
        {
            var lines = new LinesTree(exported, request.Source ?? ExportedLines.OwnSource);
            return new LinesSite(new(lines, SiteInput.PrefixOf(request), IsWhole: false), lines);
        }

        var opened = SiteInput.Of(request);
        try
        {
            var site = Open(request.From ?? GeneratorRecognition.Of(opened), opened);
            _ = site.Files;
            return site;
        }
        catch
        {
            opened.Tree.Dispose();
            throw;
        }
    }

    /// <summary>A file's bytes, or why there are none.</summary>
    public bool TryReadBytes(SiteFile file, out byte[] bytes, out ImportWarning problem)
    {
        ArgumentNullException.ThrowIfNull(file);
        bytes = [];
        problem = file.Problem!;
        if (file.Problem is not null)
        {
            return false;
        }

        var isRead = Tree.TryRead(file.File, out bytes, out var unread);
        problem = unread!;
        return isRead;
    }

    /// <summary>SHA-256, in hex, of the file; a hyphen; and the same of all else that decides what is kept of it: the whole site where its templates may name that.</summary>
    public virtual string HashOf(byte[] bytes) =>
        $"{Hash(bytes)}-{(SourceTemplates.MayNameSite(Definition.Generator, bytes) ? whole : reading).Value}";

    /// <summary>The part of a hash that is the file's alone.</summary>
    public static string FileOf(string hash) => hash[..Math.Min(hash.Length, 2 * SHA256.HashSizeInBytes)];

    /// <summary>A file, taken apart as its generator would.</summary>
    public MarkdownFile Parse(byte[] bytes) => MarkdownFile.Parse(bytes, Envelopes);

    /// <summary>What a file's bytes say. Never throws for what the file holds.</summary>
    public ReadPost Understand(SiteFile file, byte[] bytes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            var read = Read(file, Parse(bytes), bytes, now);
            read = read.UnpublishAt <= now ? Withdrawn(read) : read;
            return Tree.WarningOf(file.File) is { } warning ? read with { Warnings = [warning, .. read.Warnings] } : read;
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // Nothing that a file holds should come here. If something does, thousands of other files still come in.
            return ReadPost.Refused(file.File, new(null, "not-understood",
                $"The file brought up an error of this program ({bug.GetType().Name}). Please report it, with the file."));
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Tree.Dispose();
        }
    }

    /// <summary>Gathers what is kept with the source.</summary>
    protected abstract SourceDefinition Define();

    /// <summary>Looks where posts are, without reading any.</summary>
    /// <exception cref="ImportException">There is no site of this kind here.</exception>
    protected abstract IReadOnlyList<SiteFile> Find();

    protected abstract ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string TextOf(SourceDefinition definition)
    {
        var texts = definition.Includes.Concat(definition.Data).Concat(definition.Pages).OrderBy(file => file.Key, StringComparer.Ordinal);
        return $"{definition.Configuration}\0{string.Join('\0', texts.Select(file => $"{file.Key}\0{file.Value}"))}";
    }

    // Out for a moment, until somebody looks at the clock, would be out.
    private static ReadPost Withdrawn(ReadPost read) => read.Status is not (PostStatus.Published or PostStatus.Scheduled)
        ? read with { UnpublishAt = null }
        : read with
        {
            Status = PostStatus.Draft,
            UnpublishAt = null,
            Warnings = [.. read.Warnings, new(null, "expired", "The time at which readers were to lose the post has passed, so it is a draft.")],
        };

    private static Site Open(Generator generator, SiteInput input) => generator switch
    {
        Generator.Jekyll or Generator.Octopress => new JekyllSite(input, generator),
        Generator.Hexo => new HexoSite(input),
        Generator.Hugo => new HugoSite(input),
        Generator.Eleventy => new EleventySite(input),
        Generator.Gatsby => new GatsbySite(input),
        _ => new PlainSite(input),
    };

    private IReadOnlyList<SiteFile> FindAll()
    {
        var found = Find();
        if (input.Only is { } only)
        {
            found = [.. found.Where(file => only(file.File))];
        }

        return Tree.Refused.Count == 0 ? found : [.. found.Concat(Tree.Refused).OrderBy(file => file.File, StringComparer.Ordinal)];
    }
}
