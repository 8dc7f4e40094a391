using Cms.Content.Import;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>Runs <c>cms import --watch</c>: the import's report, and then a line for each file that changes.</summary>
internal static class ImportWatch
{
    /// <summary>Ends with all well on Ctrl+C, because it has no other end. That a file is refused is no end either: the next save may mend it.</summary>
    public static async Task<int> FollowAsync(IServiceProvider services, ImportRequest request, CancellationToken stop)
    {
        var isFollowing = false;
        try
        {
            var changes = services.GetRequiredService<FolderWatch>().FollowAsync(request, progress: null, stop);
            await foreach (var change in changes)
            {
                if (isFollowing)
                {
                    Write(change);
                    continue;
                }

                isFollowing = true;
                await SampleContent.GiveWayAsync(services, change.Report!, stop);
                ImportReportText.Write(change.Report!, isDryRun: false);
                await Console.Error.WriteLineAsync($"Following {request.Path}. Ctrl+C ends it.");
            }
        }
        catch (Exception end) when (isFollowing && stop.IsCancellationRequested && end is OperationCanceledException or ImportInterruptedException { InnerException: OperationCanceledException })
        {
            // As asked.
        }

        return ExitCode.AllWell;
    }

    private static void Write(WatchedChange change)
    {
        if (change.Problem is { } problem)
        {
            Console.Error.WriteLine(problem);
            return;
        }

        foreach (var file in change.Report!.Files)
        {
            Console.WriteLine(ImportReportText.LineOf(file));
            foreach (var warning in file.Status is ImportedFileStatus.Conflict or ImportedFileStatus.Gone ? [] : file.Warnings)
            {
                Console.WriteLine($"  {warning.Message}");
            }
        }
    }
}
