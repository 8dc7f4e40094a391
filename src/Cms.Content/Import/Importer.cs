using System.Data.Common;
using System.Threading.Channels;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;

namespace Cms.Content.Import;

/// <summary>Takes a folder of posts into the store. Running it again changes only what has changed; one bad file stops nothing.</summary>
public sealed class Importer(PostImportWriter posts, SourceWriter sources, StoreSetup store, TimeProvider clock)
{
    // Large enough that a transaction's own cost does not show, small enough that a progress bar moves.
    private const int PostsInBatch = 100;

    // From here on, the store has changed enough to mislead the planner until it has looked again.
    private const int PostsThatChangeStatistics = 200;

    /// <exception cref="ImportException">There is nothing to import, or the site's configuration cannot be followed.</exception>
    /// <exception cref="ContentException">Another folder was imported under this name.</exception>
    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = clock.GetTimestamp();
        var site = Site.Open(request);
        var name = string.IsNullOrWhiteSpace(request.Source) ? site.Name : request.Source.Trim();
        var known = await FindKnownAsync(name, site, ct);
        var source = await sources.ConfigureAsync(name, site.Definition, ct);

        var report = new List<ImportedFile>(site.Files.Count);
        var gone = GoneFiles(site, known.Values);
        progress?.Report(new(0, site.Files.Count));
        await foreach (var batch in ReadInBatches(site, known, ct))
        {
            await WriteAsync(batch, source, gone, report, ct);
            progress?.Report(new(report.Count, site.Files.Count));
        }

        if (report.Count(file => file.Status is ImportedFileStatus.Created or ImportedFileStatus.Updated) >= PostsThatChangeStatistics)
        {
            await store.RefreshStatisticsAsync(ct);
        }

        report.AddRange(gone.Values
            .OrderBy(post => post.File, StringComparer.Ordinal)
            .Select(post => new ImportedFile(post.File, ImportedFileStatus.Gone, post.Id, post.Path, [], Error: null)));
        return new(source.Name, report, clock.GetElapsedTime(started));
    }

    private async Task<Dictionary<string, KnownPost>> FindKnownAsync(string name, Site site, CancellationToken ct)
    {
        if (await sources.FindAsync(name, ct) is not { } source)
        {
            return [];
        }

        var known = (await posts.OfSourceAsync(source.Id, ct))
            .GroupBy(post => post.File, StringComparer.Ordinal)
            .ToDictionary(post => post.Key, post => post.First(), StringComparer.Ordinal);
        var isAnotherFolder = known.Count > 0 && site.Files.Count > 0 && !site.Files.Any(file => known.ContainsKey(file.File));
        return isAnotherFolder ? throw new ContentException(new ContentError.SourceNameTaken(name)) : known;
    }

    /// <summary>The posts whose files are not there any more, by their paths: a new file with such a path is one that moved.</summary>
    private static Dictionary<string, KnownPost> GoneFiles(Site site, IEnumerable<KnownPost> known)
    {
        var present = site.Files.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        return known.Where(post => !present.Contains(post.File)).ToDictionary(post => post.Path, StringComparer.Ordinal);
    }

    /// <summary>Reads on all cores, one batch ahead of the store.</summary>
    private async IAsyncEnumerable<IReadOnlyList<ReadFile>> ReadInBatches(
        Site site, Dictionary<string, KnownPost> known, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ready = Channel.CreateBounded<IReadOnlyList<ReadFile>>(1);
        var reading = Task.Run(() => ReadAllAsync(site, known, ready.Writer, stop.Token), stop.Token);
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

    private async Task ReadAllAsync(
        Site site, Dictionary<string, KnownPost> known, ChannelWriter<IReadOnlyList<ReadFile>> ready, CancellationToken ct)
    {
        Exception? failure = null;
        try
        {
            foreach (var files in site.Files.Chunk(PostsInBatch))
            {
                var batch = new ReadFile[files.Length];
                Parallel.For(0, files.Length, new() { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
                    i => batch[i] = Read(site, files[i], known.GetValueOrDefault(files[i].File)));
                await ready.WriteAsync(batch, ct);
            }
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

    private ReadFile Read(Site site, SiteFile file, KnownPost? known)
    {
        if (!site.TryReadBytes(file, out var bytes, out var problem))
        {
            return new(file, known, "", ReadPost.Refused(file.File, problem));
        }

        var hash = site.HashOf(bytes);
        return new(file, known, hash, hash == known?.Hash && !(known.DueAt <= clock.GetUtcNow()) ? null : site.Understand(file, bytes, clock.GetUtcNow()));
    }

    private async Task WriteAsync(
        IReadOnlyList<ReadFile> batch, Source source, Dictionary<string, KnownPost> gone, List<ImportedFile> report, CancellationToken ct)
    {
        var writes = new List<Write>(batch.Count);
        foreach (var file in batch.Where(file => file.Post is { IsRefused: false }))
        {
            var content = file.Post!.Content!;
            KnownPost? moved = null;
            if (file.Known is null)
            {
                gone.Remove(content.Path, out moved);
            }

            var origin = new PostOrigin(source.Id, source.Name, file.File.File, file.Hash);
            writes.Add(new(file, new(content, origin, file.Post.Status, file.Known ?? moved), HasMoved: moved is not null));
        }

        var written = await SaveAsync(writes, gone, ct);
        report.AddRange(batch.Select(file => written.GetValueOrDefault(file.File.File) ?? WithoutWriting(file)));
    }

    private static ImportedFile WithoutWriting(ReadFile file)
    {
        var status = file.Post is null ? ImportedFileStatus.Unchanged : file.File.IsIgnored ? ImportedFileStatus.Ignored : ImportedFileStatus.Refused;
        return new(file.File.File, status, file.Known?.Id, file.Known?.Path, file.Post?.Warnings ?? [], file.Post?.Refusal);
    }

    private async Task<Dictionary<string, ImportedFile>> SaveAsync(List<Write> writes, Dictionary<string, KnownPost> gone, CancellationToken ct)
    {
        var report = new Dictionary<string, ImportedFile>(StringComparer.Ordinal);
        if (writes.Count == 0)
        {
            return report;
        }

        try
        {
            var saved = await posts.ImportAsync([.. writes.Select(write => write.Post)], ct);
            foreach (var (write, post) in writes.Zip(saved))
            {
                report[write.File.File.File] = Saved(write, post);
            }
        }
        catch (Exception refused) when (IsOfOnePost(refused))
        {
            // All or nothing: one post that the store refuses would take the whole batch with it, so each is tried by itself.
            foreach (var write in writes)
            {
                report[write.File.File.File] = writes.Count > 1 ? await SaveAloneAsync(write, gone, ct) : Refused(write, gone, refused);
            }
        }

        return report;
    }

    private async Task<ImportedFile> SaveAloneAsync(Write write, Dictionary<string, KnownPost> gone, CancellationToken ct)
    {
        try
        {
            var saved = await posts.ImportAsync([write.Post], ct);
            return Saved(write, saved[0]);
        }
        catch (Exception refused) when (IsOfOnePost(refused))
        {
            return Refused(write, gone, refused);
        }
    }

    private static ImportedFile Saved(Write write, ImportedPost saved)
    {
        var status = saved.Outcome switch
        {
            ImportOutcome.Unchanged => ImportedFileStatus.Unchanged,
            ImportOutcome.Trashed => ImportedFileStatus.Conflict,
            ImportOutcome.Created => ImportedFileStatus.Created,
            _ => write.HasMoved ? ImportedFileStatus.Moved : ImportedFileStatus.Updated,
        };
        if (saved.Outcome == ImportOutcome.Trashed)
        {
            return new(write.File.File.File, status, saved.Id, saved.Path, [new(null, "trashed-in-store", "The post lies in the trash of the store, so its file was not taken.")], Error: null);
        }

        IReadOnlyList<ImportWarning> warnings = saved.MovedFrom is null
            ? write.File.Post!.Warnings
            : [.. write.File.Post!.Warnings, new(null, "path-taken", $"Another post has the path '{saved.MovedFrom}', so this one is at '{saved.Path}'.")];
        return new(write.File.File.File, status, saved.Id, saved.Path, warnings, Error: null);
    }

    private static ImportedFile Refused(Write write, Dictionary<string, KnownPost> gone, Exception refused)
    {
        // Not taken over after all: the post's old file is as gone as before.
        if (write.HasMoved && write.Post.Known is { } known)
        {
            gone[known.Path] = known;
        }

        var error = refused is ContentException { Error: { } content }
            ? new ImportWarning(null, content.Code, content.Detail)
            : new ImportWarning(null, "store-refused", $"The store did not take this post: {refused.Message}");
        var stored = write.HasMoved ? null : write.Post.Known;
        return new(write.File.File.File, ImportedFileStatus.Refused, stored?.Id, stored?.Path, write.File.Post!.Warnings, error);
    }

    // What the store says of one post's content: our own refusals, and PostgreSQL's of its data (class 22), its uniqueness (23) and its limits (54).
    // All else concerns every post alike, and to try each would only make the person wait for the same answer.
    private static bool IsOfOnePost(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ContentException:
                    return true;
                case DbException { SqlState: { } state }:
                    return state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("54", StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <param name="Hash">Empty when there are no bytes to hash.</param>
    /// <param name="Post">Null when it is as it was.</param>
    private sealed record ReadFile(SiteFile File, KnownPost? Known, string Hash, ReadPost? Post);

    private sealed record Write(ReadFile File, PostToImport Post, bool HasMoved);
}
