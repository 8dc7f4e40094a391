namespace Cms.Content.Import;

/// <summary>Tells when something below a folder has changed, after things have been quiet for a moment.</summary>
internal sealed class FolderChanges : IDisposable
{
    // An editor's save is several changes within a few milliseconds, a checkout some thousand within a second.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    // Somebody writes without a pause: what is there by now is told of all the same.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    // Beyond this many, all files are looked at, which costs less than the names do.
    private const int MostNames = 10_000;

    private readonly TimeProvider clock;
    private readonly FileSystemWatcher watcher;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim happened = new(0, 1);
    private HashSet<string> changed = new(StringComparer.Ordinal);
    private bool isOverflowed;
    private bool isDisposed;

    /// <exception cref="ImportException">There is no such folder, or the system watches no more.</exception>
    public FolderChanges(string folder, TimeProvider clock)
    {
        if (!Directory.Exists(folder))
        {
            throw new ImportException($"--watch follows a folder, and '{folder}' is none.");
        }

        this.clock = clock;
        watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = 64 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, change) => Note(change.FullPath);
        watcher.Created += (_, change) => Note(change.FullPath);
        watcher.Deleted += (_, change) => Note(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Note(change.OldFullPath);
            Note(change.FullPath);
        };
        watcher.Error += (_, _) => NoteAll();
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException limit)
        {
            watcher.Dispose();
            throw new ImportException($"The folder cannot be watched: {limit.Message} On Linux, raise fs.inotify.max_user_watches and fs.inotify.max_user_instances.", limit);
        }
    }

    /// <summary>Waits for a change and for the quiet after it.</summary>
    /// <returns>The full paths that changed; null when there may be others.</returns>
    public async Task<IReadOnlySet<string>?> WaitAsync(CancellationToken ct)
    {
        await happened.WaitAsync(ct);
        var first = clock.GetTimestamp();
        while (clock.GetElapsedTime(first) < LongestWait && await happened.WaitAsync(Quiet, ct))
        {
        }

        lock (gate)
        {
            var (names, all) = (changed, isOverflowed);
            (changed, isOverflowed) = (new(StringComparer.Ordinal), false);
            return all ? null : names;
        }
    }

    /// <summary>Whether a name is one that an editor or a download uses for a moment, or that belongs to a tool.</summary>
    public static bool IsPassing(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.EndsWith("~") || name is "4913" or ".DS_Store"
            || (name.StartsWith("#") && name.EndsWith("#"))
            || name.StartsWith(".#") || name.StartsWith("._") || name.StartsWith(".goutputstream-")
            || Path.GetExtension(name) is ".swp" or ".swx" or ".swo" or ".tmp" or ".part" or ".crdownload" or ".lock"
            || path.Split(Path.DirectorySeparatorChar).Any(folder => folder is ".git" or "node_modules" or "_site" or ".jekyll-cache");
    }

    public void Dispose()
    {
        watcher.Dispose();
        lock (gate)
        {
            isDisposed = true;
            happened.Dispose();
        }
    }

    private void Note(string path)
    {
        if (!IsPassing(Path.GetRelativePath(watcher.Path, path)))
        {
            Note(() => changed.Add(path));
        }
    }

    private void NoteAll() => Note(() => isOverflowed = true);

    private void Note(Action note)
    {
        lock (gate)
        {
            // The watcher's last events may come after its end.
            if (isDisposed)
            {
                return;
            }

            isOverflowed |= changed.Count >= MostNames;
            if (!isOverflowed)
            {
                note();
            }

            if (happened.CurrentCount == 0)
            {
                happened.Release();
            }
        }
    }
}
