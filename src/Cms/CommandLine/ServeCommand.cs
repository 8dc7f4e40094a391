using System.CommandLine;
using Cms.Access;
using Cms.Hosting;

namespace Cms.CommandLine;

internal static class ServeCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("serve", "Serve the posts over REST and GraphQL (the default).");
        command.SetAction((_, _) => RunAsync(settings));
        return command;
    }

    public static Task<int> RunAsync(IReadOnlyList<string> settings) => ExitCode.RunAsync(async stop =>
    {
        var builder = CmsApplication.CreateBuilder(settings);
        KnownSettings.Check(builder.Configuration);
        using var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());

        // Let go of in the opposite order: first the answers end, then PostgreSQL does.
        await using var store = await StoreConnection.OpenAsync(builder.Configuration, loggers, stop);
        builder.AddCms(store.ConnectionString);
        await using var app = builder.Build();
        app.UseCms();
        await Store.PrepareAsync(app.Services, stop);
        await FirstKey.PrepareAsync(app.Services, store.IsEmbedded, stop);
        if (store.IsEmbedded && Settings.Read<StoreOptions>(builder.Configuration, StoreOptions.Section).SampleContent)
        {
            await SampleContent.ImportIntoEmptyAsync(app.Services, stop);
        }

        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
        return ExitCode.AllWell;
    });
}
