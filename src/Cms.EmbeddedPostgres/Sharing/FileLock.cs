namespace Cms.EmbeddedPostgres.Sharing;

/// <summary>
/// A lock on a file that the kernel releases with its holder, however that ends. On Unix it is flock(2), which <c>flock</c> in a shell
/// script sees too; on Windows it is the sharing mode of the open file.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // EWOULDBLOCK of Linux, the same of macOS and the BSDs, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Returns the lock, or null while someone holds it in a way that excludes this one.</summary>
    public static FileLock? TryTake(string path, FileShare share)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                // Who may not use the server may not keep it from others either.
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileLock(new FileStream(path, options));
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }

    /// <summary>Waits until nobody else holds the lock.</summary>
    public static Task<FileLock> TakeAloneAsync(string path, CancellationToken ct) => TakeAsync(path, FileShare.None, ct);

    /// <summary>Waits until nobody holds the lock alone; any number may share it.</summary>
    public static Task<FileLock> TakeSharedAsync(string path, CancellationToken ct) => TakeAsync(path, FileShare.ReadWrite, ct);

    public void Dispose() => file.Dispose();

    private static async Task<FileLock> TakeAsync(string path, FileShare share, CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(path, share) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, ct);
        }
    }
}
