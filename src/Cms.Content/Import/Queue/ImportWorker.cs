using Cms.Content.Import.Lines;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Content.Import.Queue;

/// <summary>
/// Takes in what was uploaded, one import after the other, on one node at a time. What a node has begun and not ended, the next one begins again: an
/// import that is run again changes only what it has not changed yet.
/// </summary>
public sealed class ImportWorker(NpgsqlDataSource dataSource, Importer importer, TimeProvider clock, ILogger<ImportWorker> logger)
{
    // One that ends the whole process each time is not to do so for ever.
    private const int MostAttempts = 5;

    // Any constant does; all nodes have to agree on it.
    private const long WorkerLock = 0x436d73496d703032;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(1);

    /// <summary>Takes in all that waits, unless another node does.</summary>
    /// <param name="taken">Called with the report of each import that wrote something.</param>
    public async Task WorkAsync(Func<ImportReport, Task> taken, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(taken);
        if (!await TakenImport.IsAnyAsync(dataSource, ct))
        {
            return;
        }

        // Held by the connection: PostgreSQL lets go of it when the node dies.
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var hold = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = WorkerLock } } };
        if (!(bool)(await hold.ExecuteScalarAsync(ct))!)
        {
            return;
        }

        while (await TakenImport.NextAsync(dataSource, clock.GetUtcNow(), ct) is { } import)
        {
            await RunAsync(import, taken, ct);

            // Without the lock, another node may have begun.
            await using var check = new NpgsqlCommand("select 1", connection);
            await check.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task RunAsync(TakenImport import, Func<ImportReport, Task> taken, CancellationToken ct)
    {
        if (import.Attempt > MostAttempts)
        {
            await import.EndAsync(new("interrupted", $"It was begun {MostAttempts} times and never came to its end. The log tells more; send it in again in smaller parts."), [], clock.GetUtcNow(), ct);
            return;
        }

        var (failure, files) = await TakeInAsync(import, taken, ct);
        logger.LogInformation("Import {Id} has {Outcome}", import.Id, failure is null ? "succeeded" : $"failed ({failure.Code})");
        await import.EndAsync(failure, files, clock.GetUtcNow(), ct);
    }

    private async Task<(ImportFailure? Failure, IReadOnlyList<ReportedFile> Files)> TakeInAsync(TakenImport import, Func<ImportReport, Task> taken, CancellationToken ct)
    {
        List<ReportedFile> files = [];
        var folder = Directory.CreateTempSubdirectory("cms-import-");
        try
        {
            foreach (var request in await UnpackAsync(import, folder.FullName, ct))
            {
                var report = await ImportAsync(import, request, ct);
                files.AddRange(ReportedFile.AllOf(report));
                if (!import.Order.DryRun)
                {
                    await taken(report);
                }
            }

            return (null, files);
        }
        catch (ImportException refused)
        {
            return (new(refused.IsArchive ? "archive-refused" : "nothing-to-import", refused.Message), files);
        }
        catch (ContentException refused) when (refused.Error is { } error)
        {
            return (new(error.Code, error.Detail), files);
        }
        catch (ImportInterruptedException interrupted) when (import.Attempt >= MostAttempts)
        {
            return (new("interrupted", interrupted.Message), [.. files, .. ReportedFile.AllOf(interrupted.Report)]);
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or ImportInterruptedException or NpgsqlException or IOException))
        {
            logger.LogError(bug, "Import {Id} brought up an error of this program", import.Id);
            return (new("internal-error", "The mistake is ours. The log tells more, by the import's id."), files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<ImportReport> ImportAsync(TakenImport import, ImportRequest request, CancellationToken ct)
    {
        ImportProgress? latest = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var importing = importer.ImportAsync(request, new Latest(progress => Volatile.Write(ref latest, progress)), stop.Token);
        try
        {
            ImportProgress? noted = null;
            while (!ct.IsCancellationRequested && await Task.WhenAny(importing, Task.Delay(BetweenNotes, clock, ct)) != importing)
            {
                if (Volatile.Read(ref latest) is { } progress && progress != noted)
                {
                    await import.NoteProgressAsync(noted = progress, ct);
                }
            }

            return await importing;
        }
        finally
        {
            // Also where no progress can be noted any more: what it reads is deleted next, and another attempt may begin.
            await stop.CancelAsync();
            await ((Task)importing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // An archive is read from its end, and so lies on the disk; single files are small, and were bounded together when they came.
    private static async Task<IReadOnlyList<ImportRequest>> UnpackAsync(TakenImport import, string folder, CancellationToken ct)
    {
        var order = import.Order;
        var request = new ImportRequest(Path.Combine(folder, "upload"))
        {
            Source = order.Source,
            From = order.From,
            Prefix = order.Prefix,
            Prune = order.Prune,
            Force = order.Force,
            DryRun = order.DryRun,
            By = import.By,
        };
        if (order.IsArchive || order.IsExport)
        {
            await using (var file = File.Create(request.Path))
            {
                await import.CopyToAsync(0, file, ct);
            }

            var lines = order.IsExport ? await ExportedLines.OpenAsync(request.Path, order.Source, ct) : null;
            return lines is null ? [request] : [.. lines.Sources.Select(source => request with { Source = source, Exported = lines })];
        }

        Dictionary<string, ReadOnlyMemory<byte>> contents = new(StringComparer.Ordinal);
        foreach (var (number, name) in order.Files.Index())
        {
            using var content = new MemoryStream();
            await import.CopyToAsync(number, content, ct);
            contents[name] = content.ToArray();
        }

        return [request with { Path = order.Source!, Contents = contents }];
    }

    private sealed class Latest(Action<ImportProgress> note) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => note(value);
    }
}
