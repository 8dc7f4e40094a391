using System.Security.Cryptography;
using System.Text;
using Cms.EmbeddedPostgres.Processes;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Decides where the store really lives: where it was asked for, unless PostgreSQL's user could not go there.</summary>
internal sealed class StorePlacement(ILogger logger)
{
    private const string SharedRoot = "/var/lib/cms";

    // PostgreSQL's programs keep paths in buffers of 1,024 bytes and append names of their own.
    private const int LongestPath = 900;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Returns the store, its folder made and open to the account that is returned with it.</summary>
    public async Task<(StorePath Store, ServerAccount Account)> PlaceAsync(string requested, CancellationToken ct)
    {
        var asked = new StorePath(RealPath.Of(requested));
        if (Encoding.UTF8.GetByteCount(asked.Root) > LongestPath)
        {
            throw new EmbeddedPostgresException($"The data directory's path is longer than the {LongestPath} bytes that PostgreSQL can take. Set Cms:DataDirectory to a shorter one.");
        }

        try
        {
            return await PlaceAsync(asked, ct);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"The data directory {asked.Root} cannot be used by {Environment.UserName}: {e.Message.TrimEnd('.')}. Set Cms:DataDirectory to a folder that can be written.", e);
        }
    }

    private async Task<(StorePath Store, ServerAccount Account)> PlaceAsync(StorePath asked, CancellationToken ct)
    {
        if (!ServerAccount.WeAreRoot)
        {
            var self = await ServerAccount.FindAsync(existingCluster: null, ct);
            await MakeAsync(asked.Root, self, ct);
            return (asked, self);
        }

        var moved = new StorePath(Path.Combine(SharedRoot, NameOf(asked.Root)));
        var store = moved.HasCluster && !asked.HasCluster ? moved : asked;
        var account = await ServerAccount.FindAsync(store.HasCluster ? store.Cluster : null, ct);
        if (store == asked && !await MakeAsync(asked.Root, account, ct))
        {
            store = asked.HasCluster
                ? throw new EmbeddedPostgresException(
                    $"The data directory {asked.Root} holds a cluster, but {account.Name}, whom PostgreSQL runs as, cannot enter it any more. Let them pass (chmod o+x) through every folder above it, or move it.")
                : moved;
        }

        if (store == moved)
        {
            Directory.CreateDirectory(SharedRoot);
            if (!await MakeAsync(moved.Root, account, ct))
            {
                throw new EmbeddedPostgresException(
                    $"Neither {asked.Root} nor {moved.Root} can be entered by {account.Name}, whom PostgreSQL runs as. Set Cms:DataDirectory to a folder that they can reach.");
            }

            logger.LogWarning("PostgreSQL runs as {Account}, who cannot enter {Asked}; the data directory is {DataDirectory}", account.Name, asked.Root, moved.Root);
        }

        return (store, account);
    }

    private static async Task<bool> MakeAsync(string folder, ServerAccount account, CancellationToken ct)
    {
        // Nothing is made or changed below a closed folder.
        if (!await account.CanEnterAsync(NearestAbove(folder), ct))
        {
            return false;
        }

        var isOurs = !Directory.Exists(folder)
            || !Directory.EnumerateFileSystemEntries(folder).Any()
            || File.Exists(new StorePath(folder).StartLock);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        if (await account.CanEnterAsync(folder, ct))
        {
            return true;
        }

        // A folder of someone's files that happens to be named here is not opened to anyone.
        if (isOurs)
        {
            await account.OpenAsync(folder, ct);
        }

        return isOurs && await account.CanEnterAsync(folder, ct);
    }

    private static string NearestAbove(string folder)
    {
        var above = Path.GetDirectoryName(folder) ?? folder;
        return Directory.Exists(above) || above == folder ? above : NearestAbove(above);
    }

    /// <summary>A name that a person recognises and that differs for each path: <c>blog-1f3a9c04</c> for <c>/srv/blog/.cms</c>.</summary>
    private static string NameOf(string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
        var name = Path.GetFileName(path.EndsWith("/.cms", StringComparison.Ordinal) ? Path.GetDirectoryName(path)! : path);
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit).Take(40));
        return plain.Length == 0 ? hash : $"{plain}-{hash}";
    }
}
