using Cms.EmbeddedPostgres.Sharing;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>The folder that holds the folders of sockets, one for each store, where root starts servers for another account. Only root makes anything in it.</summary>
internal sealed class SocketFolders(string root)
{
    // Longer than any server takes from having its folder to listening in it.
    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    private string LockFile => Path.Combine(root, ".lock");

    /// <summary>Makes a store's folder, or marks it as used again, and removes those that servers have left which were killed.</summary>
    /// <param name="make">Makes the folder where it is not there.</param>
    /// <returns>The folder.</returns>
    public async Task<string> TakeAsync(string name, Action<string> make, CancellationToken ct)
    {
        Sweep();
        var folder = Path.Combine(root, name);
        using var shared = await FileLock.TakeSharedAsync(LockFile, ct);
        make(folder);
        Directory.SetLastWriteTimeUtc(folder, TimeProvider.System.GetUtcNow().UtcDateTime);
        return folder;
    }

    // Alone, so that no folder is taken into use between the look and the removal. A folder with a socket is not empty, and so stays.
    private void Sweep()
    {
        using var alone = FileLock.TryTake(LockFile, FileShare.None);
        if (alone is null)
        {
            return;
        }

        var before = (TimeProvider.System.GetUtcNow() - Unused).UtcDateTime;
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories().Where(folder => folder.LinkTarget is null && folder.LastWriteTimeUtc < before).ToList())
        {
            try
            {
                folder.Delete(recursive: false);
            }
            catch (IOException)
            {
                // There is something in it.
            }
        }
    }
}
