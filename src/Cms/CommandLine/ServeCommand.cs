using System.CommandLine;
using Cms.Access;
using Cms.Content.Delivery;
using Cms.Hosting;
using Microsoft.Extensions.Options;

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
        CmsApplication.CheckSettings(builder.Configuration);
        using var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());

        // Let go of in the opposite order: first the answers end, then PostgreSQL does.
        await using var store = await StoreConnection.OpenAsync(builder.Configuration, loggers, stop);
        builder.AddCms(store.ConnectionString);
        await using var app = builder.Build();

        // What is asked of the store and what describes the routes need nothing of each other, and a start is as long as the longer of the two.
        var prepared = Task.Run(() => PrepareAsync(app.Services, store.IsEmbedded, stop), stop);
        app.UseCms();
        _ = ((IEndpointRouteBuilder)app).DataSources.Sum(routes => routes.Endpoints.Count);
        await prepared;
        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
        return ExitCode.AllWell;
    });

    private static async Task PrepareAsync(IServiceProvider services, bool isEmbedded, CancellationToken ct)
    {
        await Store.PrepareAsync(services, ct);
        await FirstKey.PrepareAsync(services, isEmbedded, ct);
        if (isEmbedded && services.GetRequiredService<IOptions<StoreOptions>>().Value.SampleContent)
        {
            await SampleContent.ImportIntoEmptyAsync(services, ct);
        }

        // Has the code compiled that the first answers need, while the routes still are.
        await services.GetRequiredService<PublishedPosts>().ListAsync(new PostQuery(), ct);
    }
}
