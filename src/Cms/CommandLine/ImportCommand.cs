using System.CommandLine;
using Cms.Content.Import;
using Cms.Hosting;

namespace Cms.CommandLine;

internal static class ImportCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var folder = new Argument<string>("DIR") { Description = "A Jekyll folder: the one that holds _posts." };
        var source = new Option<string?>("--source") { Description = "The name to keep its posts under; the folder's own unless given.", HelpName = "NAME" };
        var report = new Option<string?>("--report") { Description = "Print the report as JSON on standard output." };
        report.AcceptOnlyFromAmong("json");

        var command = new Command("import", "Take a Jekyll folder in. Running it again changes only what has changed.") { folder, source, report };
        command.SetAction((parsed, _) => RunAsync(
            new ImportRequest(parsed.GetRequiredValue(folder)) { Source = parsed.GetValue(source) },
            asJson: parsed.GetValue(report) == "json",
            settings));
        return command;
    }

    private static Task<int> RunAsync(ImportRequest request, bool asJson, IReadOnlyList<string> settings) => StoreCommand.RunAsync(settings, async (services, stop) =>
    {
        if (!Directory.Exists(request.Path))
        {
            throw new CannotRunException($"There is no folder '{request.Path}'. Name the one that holds _posts.");
        }

        var importer = services.GetRequiredService<Importer>();
        var report = await ImportProgressDisplay.ShowAsync(progress => importer.ImportAsync(request, progress, stop));
        await SampleContent.GiveWayAsync(services, report, stop);
        if (asJson)
        {
            await ImportReportJson.WriteAsync(report, Console.Out);
        }
        else
        {
            ImportReportText.Write(report);
        }

        return report.Count(ImportedFileStatus.Refused) > 0 ? ExitCode.SomeRefused : ExitCode.AllWell;
    });
}
