using System.Runtime;
using Cms.Content.Import;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>Runs <c>cms import</c>: opens the store, takes in what was named and reports.</summary>
internal static class ImportRun
{
    public static Task<int> RunAsync(ImportArguments arguments, IReadOnlyList<string> settings) => ExitCode.RunAsync(async stop =>
    {
        // What is wrong with the arguments is said before a server is started for their sake.
        var requests = arguments.ToRequests();
        requests = [.. await Task.WhenAll(requests.Select(request =>
            request.Path == ImportArguments.StandardInput ? StandardInput.ReadAsync(request, stop) : Task.FromResult(request)))];
        return await StoreCommand.WithStoreAsync(
            settings,
            (services, ct) => arguments.Watch ? ImportWatch.FollowAsync(services, requests[0], ct) : ImportAsync(services, requests, arguments.AsJson, ct),
            stop);
    });

    private static async Task<int> ImportAsync(IServiceProvider services, IReadOnlyList<ImportRequest> requests, bool asJson, CancellationToken stop)
    {
        // Nobody waits for an answer here, so a collection may stop all at once rather than take half a core beside them.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        var importer = services.GetRequiredService<Importer>();
        List<ImportReport> reports = [];
        try
        {
            foreach (var request in requests)
            {
                var report = await TakeAsync(importer, request, stop);
                reports.Add(report);
                if (!request.DryRun)
                {
                    await SampleContent.GiveWayAsync(services, report, stop);
                }
            }
        }
        catch (ImportInterruptedException interrupted)
        {
            reports.Add(interrupted.Report);
            throw;
        }
        finally
        {
            // Also of what came in before something failed.
            await WriteAsync(reports, asJson, requests[0].DryRun);
        }

        return reports.Any(report => report.Count(ImportedFileStatus.Refused) > 0) ? ExitCode.SomeRefused : ExitCode.AllWell;
    }

    private static async Task<ImportReport> TakeAsync(Importer importer, ImportRequest request, CancellationToken stop)
    {
        try
        {
            return await ImportProgressDisplay.ShowAsync(progress => importer.ImportAsync(request, progress, stop));
        }
        catch (ImportException refused) when (refused.IsArchive)
        {
            // One file that cannot be taken, as far as the others are concerned.
            var name = Path.GetFileName(request.Path);
            return new(name, [new(name, ImportedFileStatus.Refused, PostId: null, Path: null, [], new(null, "archive-refused", refused.Message))], TimeSpan.Zero);
        }
    }

    private static async Task WriteAsync(List<ImportReport> reports, bool asJson, bool isDryRun)
    {
        if (asJson)
        {
            await using var output = Console.OpenStandardOutput();
            await ImportReportJson.WriteAsync(reports, output);
            return;
        }

        foreach (var report in reports)
        {
            ImportReportText.Write(report, isDryRun);
        }
    }
}
