using System.Security.Cryptography;
using Cms.Content;
using Cms.Content.Import.Queue;

namespace Cms.Rest.Imports;

/// <summary>What a request sends, on the disk until it is kept in the store: a slow sender holds no connection to the database.</summary>
internal sealed class Spool : IAsyncDisposable
{
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<UploadedFile> files = [];
    private readonly long maximumBytes;

    public Spool(long maximumBytes)
    {
        this.maximumBytes = maximumBytes;
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(Path.Combine(Path.GetTempPath(), $"cms-upload-{Guid.NewGuid():N}"), options);
    }

    public IReadOnlyList<UploadedFile> Files => files;

    public long Length => file.Length;

    /// <summary>What of the request makes it this one, boundaries and the like left out.</summary>
    public byte[] Digest => hash.GetCurrentHash();

    /// <exception cref="ContentException"><see cref="ContentError.UploadTooLarge"/>.</exception>
    public async Task AddAsync(string name, Stream content, CancellationToken ct)
    {
        file.Position = file.Length;
        var offset = file.Position;
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{name}\0"));
        var buffer = new byte[81_920];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            if (file.Position + read > maximumBytes)
            {
                throw new ContentException(ContentError.UploadTooLarge.Beyond(maximumBytes));
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        hash.AppendData(BitConverter.GetBytes(file.Position - offset));
        files.Add(new(name, file, offset, file.Position - offset));
    }

    /// <summary>The first bytes of a file.</summary>
    public async Task<byte[]> StartOfAsync(UploadedFile uploaded, int length, CancellationToken ct)
    {
        file.Position = uploaded.Offset;
        var start = new byte[Math.Min(length, uploaded.Length)];
        await file.ReadExactlyAsync(start, ct);
        return start;
    }

    /// <summary>Calls the files otherwise.</summary>
    public void Rename(Func<UploadedFile, string> name)
    {
        for (var at = 0; at < files.Count; at++)
        {
            files[at] = files[at] with { Name = name(files[at]) };
        }
    }

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await file.DisposeAsync();
    }
}
