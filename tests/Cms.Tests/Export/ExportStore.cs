using Cms.Content.Export;
using Cms.Content.Import;
using Cms.Content.Storage;
using Cms.Tests.Hosting;
using Cms.Tests.Import;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Export;

/// <summary>A store of its own, with what takes files in and what writes them out.</summary>
internal sealed class ExportStore : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private ExportStore(ServiceProvider services) => this.services = services;

    public DocumentStore Marten => services.GetRequiredService<DocumentStore>();

    public Importer Importer => services.GetRequiredService<Importer>();

    public Exporter Exporter => services.GetRequiredService<Exporter>();

    public static async Task<ExportStore> OpenAsync(PostgresFixture postgres) => new(new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(SiteFolder.Clock)
        .AddSingleton<Importer>()
        .AddSingleton<Exporter>()
        .AddContent(await postgres.MakeDatabaseAsync())
        .BuildServiceProvider());

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
