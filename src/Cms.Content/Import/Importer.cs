using Cms.Content.Access;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Storage;

namespace Cms.Content.Import;

/// <summary>Takes a folder of posts into the store. Running it again changes only what has changed; one bad file stops nothing.</summary>
public sealed class Importer(PostImportWriter posts, SourceWriter sources, SourceImports imports, NamedLinks links, StoreSetup store, PostRules rules, TimeProvider clock)
{
    // From here on, the store has changed enough to mislead the planner until it has looked again.
    private const int PostsThatChangeStatistics = 200;

    // A transaction that has begun is worth waiting for when somebody asks to stop; one that hangs is not.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(10);

    /// <exception cref="ImportException">There is nothing to import, or the site's configuration cannot be followed.</exception>
    /// <exception cref="ContentException">Another folder was imported under this name.</exception>
    /// <exception cref="ImportInterruptedException">It was cancelled, or the store failed, after it had begun.</exception>
    public async Task<ImportReport> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var site = Site.Open(request);
        return await ImportAsync(site, request, _ => true, progress, ct);
    }

    /// <param name="isToRead">Which files to look into. The others are taken to be as they were and are not reported.</param>
    internal async Task<ImportReport> ImportAsync(
        Site site, ImportRequest request, Func<SiteFile, bool> isToRead, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (request.Prune && !site.IsWhole)
        {
            throw new ImportException($"'{request.Path}' is a part of a blog and does not tell which files have gone. To prune, name the blog's own folder.");
        }

        var name = string.IsNullOrWhiteSpace(request.Source) ? site.Name : request.Source.Trim();
        PostLimits.CheckSourceName(name);
        var stored = await sources.FindAsync(name, ct);
        var known = stored is null
            ? new KnownFiles([], [], site)
            : new KnownFiles(await posts.OfSourceAsync(stored.Id, ct), await posts.PurgedOfSourceAsync(stored.Id, ct), site);
        var reader = new SiteReader(site, known, request.Force, rules.Fields, clock);
        if (site is { IsWhole: true, Files.Count: > 0 } && !known.IsEmpty && !site.Files.Any(file => known.Of(file) is not null) && !await Task.Run(() => reader.SharesAnything(ct), ct))
        {
            throw new ContentException(new ContentError.SourceNameTaken(name));
        }

        var source = await SourceAsync(name, stored, site, request, ct);
        var writer = new BatchWriter(posts, source, known, request, request.DryRun ? new Rehearsal() : null);
        List<SiteFile> files = [.. site.Files.Where(isToRead)];
        List<ImportedFile> report = new(files.Count);
        var started = clock.GetTimestamp();
        try
        {
            var import = request.DryRun ? null : await imports.BeginAsync(source.Id, ct);
            await TakeAsync(reader.ReadAsync(files, ct), writer, report, progress is null ? null : done => progress.Report(new(done, files.Count)), ct);
            report.AddRange(await writer.EndAsync(request.Prune, ct));
            if (import is not null)
            {
                await LinkNamedAsync(writer, !known.IsEmpty && (writer.HasNewAddresses || import.FollowsInterrupted), source, request.By, report, ct);
                await imports.EndAsync(import, ct);
            }
        }
        catch (Exception error) when (WhyInterrupted(error, ct) is { } reason)
        {
            throw new ImportInterruptedException(
                new(name, report, clock.GetElapsedTime(started)),
                $"{reason} after {report.Count} of {files.Count} files. {(request.DryRun ? "Nothing was written." : "They are saved; run it again to go on.")}",
                error);
        }

        var elapsed = clock.GetElapsedTime(started);
        if (!request.DryRun && report.Count(file => file.Status is ImportedFileStatus.Created or ImportedFileStatus.Updated or ImportedFileStatus.Moved) >= PostsThatChangeStatistics)
        {
            await store.RefreshStatisticsAsync(ct);
        }

        return new(name, report, elapsed) { Settings = SourceWarnings.Of(source.Definition) };
    }

    // A part of a blog does not say how the whole is read.
    private async Task<Source> SourceAsync(string name, Source? stored, Site site, ImportRequest request, CancellationToken ct) =>
        stored is not null && (request.DryRun || !site.IsWhole) ? stored
        : request.DryRun ? new Source { Id = Guid.CreateVersion7(clock.GetUtcNow()), Revision = 0, Name = name, Definition = site.Definition }
        : await sources.ConfigureAsync(name, site.Definition, request.By, ct);

    // Posts that a text names may have come in after it. Where addresses are new, or an import before was stopped in front of this, texts that came in
    // earlier may name them, too.
    private async Task LinkNamedAsync(BatchWriter writer, bool withEarlier, Source source, Actor by, List<ImportedFile> report, CancellationToken ct)
    {
        var naming = writer.Naming.Keys.ToHashSet();
        if (withEarlier)
        {
            naming.UnionWith(await links.OfSourceAsync(source.Id, ct));
        }

        var brought = await links.WriteAsync(naming, by, ct);
        for (var at = 0; brought.Count > 0 && at < report.Count; at++)
        {
            report[at] = writer.WithNames(report[at], brought);
        }
    }

    /// <summary>Four things at a time: one batch is read, one is rendered, one is begun to be written and one is written.</summary>
    private static async Task TakeAsync(
        IAsyncEnumerable<IReadOnlyList<ReadFile>> batches, BatchWriter writer, List<ImportedFile> report, Action<int>? tell, CancellationToken ct)
    {
        using var finish = new CancellationTokenSource();
        await using var stopping = ct.Register(() => finish.CancelAfter(TimeToFinish));
        var writing = Task.CompletedTask;
        var done = 0;
        tell?.Invoke(done);
        try
        {
            await foreach (var batch in batches.WithCancellation(ct))
            {
                var prepared = await writer.PrepareAsync(batch, ct);
                var before = writing;
                writing = WriteAsync(prepared, before);
                await before;
            }

            await writing;
        }
        finally
        {
            // The report is true only after the transaction that has begun.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WriteAsync(PreparedBatch batch, Task before)
        {
            await using var begun = await writer.BeginAsync(batch, finish.Token);
            await before;
            report.AddRange(await writer.WriteAsync(batch, begun, finish.Token));
            done += batch.Files.Count;
            tell?.Invoke(done);
        }
    }

    private static string? WhyInterrupted(Exception error, CancellationToken ct) =>
        ct.IsCancellationRequested && error is OperationCanceledException ? "Stopped" : StoreRefusal.WhyNothingIsSaved(error);
}
