using System.CommandLine;
using System.Globalization;
using Cms.Content.Export;
using Cms.Hosting;

namespace Cms.CommandLine;

internal static class ExportCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to write into; made where it is not there." };
        var source = new Option<string?>("--source") { Description = "Write this source alone, right into DIR. Posts that were made in the store are the source 'cms'.", HelpName = "NAME" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Write into a folder that is not empty: files of the same names are replaced, all others left alone." };
        var command = new Command("export", "Write the posts as files, with their blogs' configuration.") { folder, source, overwrite };
        command.SetAction((parsed, _) => RunAsync(
            new ExportRequest(parsed.GetRequiredValue(folder)) { Source = parsed.GetValue(source), Overwrite = parsed.GetValue(overwrite) },
            settings));
        return command;
    }

    private static Task<int> RunAsync(ExportRequest request, IReadOnlyList<string> settings) => ExitCode.RunAsync(async stop =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning));
        var zone = Settings.Read<TimeZoneOptions>(builder.Configuration, StoreOptions.Section);
        var site = Settings.Read<SiteOptions>(builder.Configuration, SiteOptions.Section);

        await using var store = await StoreConnection.OpenAsync(builder.Configuration, loggers, stop);
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        builder.Services.AddStore(store.ConnectionString);
        await using var services = builder.Services.BuildServiceProvider();
        await Store.PrepareAsync(services, stop);
        var report = await services.GetRequiredService<Exporter>().ExportAsync(
            request with { Site = new(zone.TimeZone, site.Permalink, site.Language) }, progress: null, stop);
        Write(report, request.Folder);
        return report.HasRefusals ? ExitCode.SomeRefused : ExitCode.AllWell;
    });

    private static void Write(ExportReport report, string folder)
    {
        foreach (var source in report.Sources)
        {
            var place = Path.Combine(folder, source.Folder);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{source.Name}: {Counted.Posts(source.Posts)} in {place} ({source.Unchanged:N0} as they came, {source.Changed:N0} changed, {source.Made:N0} made in the store{(source.Refused > 0 ? $", {source.Refused:N0} refused" : "")})"));
            if (source.ImportOptions.Length > 0)
            {
                Console.WriteLine($"  the files do not tell: import them with {source.ImportOptions}");
            }

            foreach (var note in source.Notes)
            {
                Console.Error.WriteLine($"{(note.IsRefusal ? "refused" : "warning")}: {Path.Combine(place, note.File)}: {note.Message}");
            }
        }

        Console.WriteLine(report.Sources.Count == 0
            ? "There are no posts to export."
            : string.Create(CultureInfo.InvariantCulture, $"{Counted.Posts(report.Sources.Sum(source => source.Posts))} in {report.Elapsed.TotalSeconds:N2} s"));
    }
}
