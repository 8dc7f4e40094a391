using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>A file that was read.</summary>
/// <param name="Known">The post that it was at the last import; null for a new file.</param>
/// <param name="Hash">Empty when there are no bytes to hash.</param>
/// <param name="Post">Null when it is as it was, or is not to be taken.</param>
internal sealed record ReadFile(SiteFile File, KnownPost? Known, string Hash, ReadPost? Post)
{
    /// <summary>Whether the post of this very file was removed for good. Then it is not read.</summary>
    public bool IsPurged { get; init; }
}

/// <summary>Reads a site's files on all cores, ahead of the store. What it holds at a time is bounded by files and by bytes, however large the blog is.</summary>
/// <param name="force">Whether files win over what was decided in the store, so that those are read though they have not changed.</param>
/// <param name="declared">The fields that each post is checked for.</param>
internal sealed class SiteReader(Site site, KnownFiles known, bool force, IReadOnlyList<DeclaredField> declared, TimeProvider clock)
{
    // Large enough that a transaction's own cost does not show, small enough that a progress bar moves.
    private const int FilesInBatch = 200;
    private const int BytesInBatch = 8 * 1024 * 1024;

    /// <summary>Reads one batch ahead of whoever takes them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ReadFile>> ReadAsync(IEnumerable<SiteFile> files, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ready = Channel.CreateBounded<IReadOnlyList<ReadFile>>(1);
        var reading = Task.Run(() => ReadAllAsync(files, ready.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in ready.Reader.ReadAllAsync(ct))
            {
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether any file has the text or the address of a post that the source has: the same blog, though no file is called as before.</summary>
    public bool SharesAnything(CancellationToken ct) => site.Files.Any(file =>
    {
        ct.ThrowIfCancellationRequested();
        if (!site.TryReadBytes(file, out var bytes, out _))
        {
            return false;
        }

        var hash = site.HashOf(bytes);
        return known.HasMoved(hash, path: null) || known.HasMoved(hash, site.Understand(file, bytes, clock.GetUtcNow()).Content?.Path);
    });

    private async Task ReadAllAsync(IEnumerable<SiteFile> files, ChannelWriter<IReadOnlyList<ReadFile>> ready, CancellationToken ct)
    {
        Exception? failure = null;
        try
        {
            List<LoadedFile> batch = [];
            var bytes = 0L;
            foreach (var file in files)
            {
                ct.ThrowIfCancellationRequested();
                var loaded = site.TryReadBytes(file, out var content, out var problem) ? new LoadedFile(file, content, Problem: null) : new LoadedFile(file, [], problem);
                batch.Add(loaded);
                bytes += content.Length;
                if (batch.Count == FilesInBatch || bytes >= BytesInBatch)
                {
                    await ready.WriteAsync(Understand(batch, ct), ct);
                    batch = [];
                    bytes = 0;
                }
            }

            await ready.WriteAsync(Understand(batch, ct), ct);
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            ready.Complete(failure);
        }
    }

    private ReadFile[] Understand(List<LoadedFile> batch, CancellationToken ct)
    {
        var read = new ReadFile[batch.Count];
        Parallel.For(0, batch.Count, new() { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, at => read[at] = Understand(batch[at]));
        return read;
    }

    private ReadFile Understand(LoadedFile loaded)
    {
        var (file, bytes, problem) = loaded;
        var before = known.Of(file);
        if (problem is not null)
        {
            return new(file, before, "", ReadPost.Refused(file.File, problem));
        }

        var hash = site.HashOf(bytes);
        if (before is null && !force && known.IsPurged(hash))
        {
            return new(file, before, hash, Post: null) { IsPurged = true };
        }

        return new(file, before, hash, before is not null && IsAsBefore(before, hash) ? null : Checked(site.Understand(file, bytes, clock.GetUtcNow())));
    }

    private ReadPost Checked(ReadPost read)
    {
        if (read.IsRefused || DeclaredField.Judge(declared, read.Content.Fields).ToList() is not { Count: > 0 } wrong)
        {
            return read;
        }

        // A blog of ten years is not to stay out for a pair of quotes: what reads as it should comes in, as it stands.
        if (wrong.TrueForAll(field => field.IsReadable))
        {
            return read with
            {
                Warnings = [.. read.Warnings, .. wrong.Select(field => new ImportWarning(
                    read.FrontMatter[field.Name].LineOf(), "field-in-other-form", $"'{field.Name}': {field.Reason} It was kept as it stands; filters take it for what it looks like."))],
            };
        }

        var line = wrong.Where(field => !field.IsReadable).Select(field => read.FrontMatter[field.Name].LineOf()).FirstOrDefault(known => known is not null);
        return ReadPost.Refused(
            read.File, new(line, "invalid-field", string.Join(' ', wrong.Select(field => $"'{field.Name}': {field.Reason}"))), read.Warnings);
    }

    private bool IsAsBefore(KnownPost before, string hash) =>
        before.Hash == hash && !before.IsPruned && !(before.DueAt <= clock.GetUtcNow()) && !(force && before.Conflict is not null);

    private sealed record LoadedFile(SiteFile File, byte[] Bytes, ImportWarning? Problem);
}
