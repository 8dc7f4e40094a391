using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;

namespace Cms.Content.Import;

/// <summary>Takes a folder of posts into the store. Running it again changes only what has changed; one bad file stops nothing.</summary>
public sealed class Importer(PostImportWriter posts, SourceWriter sources, StoreSetup store, TimeProvider clock)
{
    // From here on, the store has changed enough to mislead the planner until it has looked again.
    private const int PostsThatChangeStatistics = 200;

    // A transaction that has begun is worth waiting for when somebody asks to stop; one that hangs is not.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(10);

    /// <exception cref="ImportException">There is nothing to import, or the site's configuration cannot be followed.</exception>
    /// <exception cref="ContentException">Another folder was imported under this name.</exception>
    /// <exception cref="ImportInterruptedException">It was cancelled, or the store failed, after it had begun.</exception>
    public Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ImportAsync(Site.Open(request), request, _ => true, progress, ct);
    }

    /// <param name="isToRead">Which files to look into. The others are taken to be as they were and are not reported.</param>
    internal async Task<ImportReport> ImportAsync(
        Site site, ImportRequest request, Func<SiteFile, bool> isToRead, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(request.Source) ? site.Name : request.Source.Trim();
        var stored = await sources.FindAsync(name, ct);
        var known = new KnownFiles(stored is null ? [] : await posts.OfSourceAsync(stored.Id, ct), site.Files);
        var reader = new SiteReader(site, known, clock);
        if (!known.IsEmpty && site.Files.Count > 0 && !site.Files.Any(file => known.Of(file) is not null) && !await Task.Run(() => reader.SharesAnything(ct), ct))
        {
            throw new ContentException(new ContentError.SourceNameTaken(name));
        }

        var source = await sources.ConfigureAsync(name, site.Definition, ct);
        var writer = new BatchWriter(posts, source, known);
        return await TakeAsync(new(source, site.Files.Where(isToRead).ToList()), known, reader, writer, progress, ct);
    }

    private async Task<ImportReport> TakeAsync(
        Run run, KnownFiles known, SiteReader reader, BatchWriter writer, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var finish = new CancellationTokenSource();
        await using var stopping = ct.Register(() => finish.CancelAfter(TimeToFinish));
        List<ImportedFile> report = new(run.Files.Count);
        var read = 0;
        var started = clock.GetTimestamp();
        try
        {
            progress?.Report(new(0, run.Files.Count));
            await foreach (var batch in reader.ReadAsync(run.Files, ct))
            {
                report.AddRange(await writer.WriteAsync(batch, finish.Token));
                read += batch.Count;
                progress?.Report(new(read, run.Files.Count));
            }
        }
        catch (Exception error) when (WhyInterrupted(error, ct) is { } reason)
        {
            throw new ImportInterruptedException(
                new(run.Source.Name, report, clock.GetElapsedTime(started)),
                $"{reason} after {read} of {run.Files.Count} files. They are saved; run it again to go on.",
                error);
        }

        var elapsed = clock.GetElapsedTime(started);
        report.AddRange(known.Gone.Select(post => new ImportedFile(post.File, ImportedFileStatus.Gone, post.Id, post.Path, [], Error: null)));
        if (report.Count(file => file.Status is ImportedFileStatus.Created or ImportedFileStatus.Updated or ImportedFileStatus.Moved) >= PostsThatChangeStatistics)
        {
            await store.RefreshStatisticsAsync(ct);
        }

        return new(run.Source.Name, report, elapsed);
    }

    private static string? WhyInterrupted(Exception error, CancellationToken ct) =>
        ct.IsCancellationRequested ? "Stopped" : StoreRefusal.WhyNothingIsSaved(error);

    private sealed record Run(Source Source, IReadOnlyList<SiteFile> Files);
}
