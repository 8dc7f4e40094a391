using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>What the store has of a source already: which post each file is, and which posts have no file any more.</summary>
internal sealed class KnownFiles
{
    // One batch is looked up while another is being written.
    private readonly Lock gate = new();
    private readonly Dictionary<string, KnownPost> byFile;
    private readonly HashSet<string> purged;
    private readonly Dictionary<Guid, KnownPost> gone;
    private readonly ILookup<string, KnownPost> goneByPath;
    private readonly ILookup<string, KnownPost> goneByHash;

    /// <param name="purged">The hashes of files whose posts were removed for good.</param>
    public KnownFiles(IEnumerable<KnownPost> posts, IEnumerable<string> purged, Site site)
    {
        this.purged = purged.Select(Site.FileOf).ToHashSet(StringComparer.Ordinal);
        byFile = posts.GroupBy(post => post.File, StringComparer.Ordinal).ToDictionary(file => file.Key, file => file.First(), StringComparer.Ordinal);
        var present = site.Files.Where(file => !file.IsIgnored).Select(file => file.File).ToHashSet(StringComparer.Ordinal);

        // What lies in a folder that cannot be read has not gone.
        var unreadable = site.Files.Where(file => file is { Problem: not null, IsIgnored: false }).Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        gone = byFile.Values
            .Where(post => site.IsWhole && !present.Contains(post.File) && !FoldersAbove(post.File).Any(unreadable.Contains))
            .ToDictionary(post => post.Id);
        goneByPath = gone.Values.ToLookup(post => post.BlogPath, StringComparer.Ordinal);
        goneByHash = gone.Values.ToLookup(post => post.Hash, StringComparer.Ordinal);
    }

    public bool IsEmpty => byFile.Count == 0;

    /// <summary>The posts whose files have gone, or are passed over now, and that no other file has taken over; in the order of their files. Posts in the trash have gone on both sides.</summary>
    public IEnumerable<KnownPost> Gone => gone.Values.Where(post => post.Status != PostStatus.Trashed).OrderBy(post => post.File, StringComparer.Ordinal);

    /// <summary>The post that a file of this name was at the last import; null for a new file.</summary>
    public KnownPost? Of(SiteFile file) => byFile.GetValueOrDefault(file.File);

    /// <summary>Whether a post of this very file was removed for good, whatever the configuration says by now.</summary>
    public bool IsPurged(string hash) => purged.Contains(Site.FileOf(hash));

    /// <summary>Whether a post's file has gone that had this text or this address: the new file is that one under another name.</summary>
    public bool HasMoved(string hash, string? path) => goneByHash.Contains(hash) || (path is not null && goneByPath.Contains(path));

    /// <summary>Takes over the post of a file that has gone and had this address, else this text. Null when there is none, or when several had the text.</summary>
    public KnownPost? TakeMoved(string hash, string path)
    {
        lock (gate)
        {
            var moved = goneByPath[path].FirstOrDefault(IsStillGone) ?? OnlyOne(goneByHash[hash].Where(IsStillGone).Take(2).ToList());
            if (moved is not null)
            {
                gone.Remove(moved.Id);
            }

            return moved;
        }
    }

    /// <summary>The file that took the post over was refused: its old file is as gone as before.</summary>
    public void GiveBack(KnownPost post)
    {
        lock (gate)
        {
            gone.Add(post.Id, post);
        }
    }

    private bool IsStillGone(KnownPost post) => gone.ContainsKey(post.Id);

    private static IEnumerable<string> FoldersAbove(string file)
    {
        for (var slash = file.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = file.IndexOf('/', slash + 1))
        {
            yield return file[..slash];
        }
    }

    private static KnownPost? OnlyOne(List<KnownPost> posts) => posts.Count == 1 ? posts[0] : null;
}
