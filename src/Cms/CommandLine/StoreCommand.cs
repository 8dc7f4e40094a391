using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>What commands have in common that use the store and serve nothing: it is opened, brought up to date, and let go of at the end.</summary>
internal static class StoreCommand
{
    public static Task<int> RunAsync(IReadOnlyList<string> settings, Func<IServiceProvider, CancellationToken, Task<int>> command) =>
        ExitCode.RunAsync(stop => WithStoreAsync(settings, command, stop));

    /// <summary>The same for a command that has something to do before, in <see cref="ExitCode.RunAsync"/>.</summary>
    public static async Task<int> WithStoreAsync(IReadOnlyList<string> settings, Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken stop)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Cms", LogLevel.Warning));
        await using var store = await StoreConnection.OpenAsync(builder.Configuration, loggers, stop);
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        builder.Services.AddSiteRules();
        builder.Services.AddStore(store.ConnectionString);
        await using var services = builder.Services.BuildServiceProvider();
        await Store.PrepareAsync(services, stop);
        return await command(services, stop);
    }
}
