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

    private static Task<int> RunAsync(ImportRequest request, bool asJson, IReadOnlyList<string> settings) => ExitCode.RunAsync(async stop =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Cms", LogLevel.Warning));
        if (!Directory.Exists(request.Path))
        {
            throw new CannotRunException($"There is no folder '{request.Path}'. Name the one that holds _posts.");
        }

        await using var store = await StoreConnection.OpenAsync(builder.Configuration, loggers, stop);
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        builder.Services.AddStore(store.ConnectionString);
        await using var services = builder.Services.BuildServiceProvider();
        await Store.PrepareAsync(services, stop);

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
