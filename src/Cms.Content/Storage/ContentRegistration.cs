using Cms.Content.Access;
using Cms.Content.Changes;
using Cms.Content.Delivery;
using Cms.Content.Diagnosis;
using Cms.Content.Drafts;
using Cms.Content.Export;
using Cms.Content.History;
using Cms.Content.Import.Queue;
using Cms.Content.Links;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Previews;
using Cms.Content.Rebuilding;
using Cms.Content.Scheduling;
using Cms.Content.Search;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Cms.Markdown;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Adds the store, what reads it and what writes it.</summary>
public static class ContentRegistration
{
    /// <param name="connectionString">A PostgreSQL 15 or newer, and a database of it that is ours.</param>
    public static IServiceCollection AddContent(this IServiceCollection services, string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MarkdownRenderer>();
        services.AddSingleton(_ => OpenDataSource(connectionString));
        services.AddSingleton<PublishedCopies>();
        services.AddSingleton<PostProjection>();
        services.AddSingleton(provider => ContentStore.Open(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<PostProjection>()));
        services.AddSingleton(provider => new StoreSetup(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<DocumentStore>));
        services.AddSingleton<StoreStates>();
        services.AddSingleton<ContentVersion>();
        services.AddDelivery();
        services.AddSingleton<Stems>();
        services.AddSingleton<SearchVocabulary>();
        services.TryAddSingleton(new QueryBounds());
        services.AddSingleton<ExpensiveQueries>();
        services.AddSingleton(provider => new PostSearch(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PublishedPosts>(),
            provider.GetRequiredService<SearchVocabulary>(),
            provider.GetRequiredService<Stems>(),
            provider.GetRequiredService<ExpensiveQueries>(),
            provider.GetRequiredService<PrivateFields>(),
            provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new SearchIndexer(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<PublishedPosts>(),
            provider.GetRequiredService<MarkdownRenderer>(),
            provider.GetRequiredService<Stems>(),
            provider.GetRequiredService<ILogger<SearchIndexer>>()));
        services.AddWriting();
        return services;
    }

    private static void AddWriting(this IServiceCollection services)
    {
        services.TryAddSingleton(new PostRules());
        services.AddSingleton<ApiKeys>();
        services.AddSingleton(provider => new AuditLog(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new PostImportWriter(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<PublishedCopies>(),
            provider.GetRequiredService<SourceCatalog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NamedLinks(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<SourceCatalog>(),
            provider.GetRequiredService<PublishedCopies>(),
            provider.GetRequiredService<CopyRenewal>()));
        services.AddSingleton(provider => new PostWriter(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<PostRules>(),
            provider.GetRequiredService<CopyRenewal>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DuePosts(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<PostRules>(),
            provider.GetRequiredService<CopyRenewal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DuePosts>>()));
        services.AddSingleton(provider => new WorkingCopies(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<PublishedCopies>(), provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new PostHistory(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<DocumentStore>(), provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new PreviewLinks(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SentImports(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new StoredSources(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new SourceImports(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CopyRenewal>();
        services.AddSingleton<PathMoves>();
        services.AddSingleton<IConfiguredPaths, ConfiguredPaths>();
        services.AddSingleton(provider => new SourceWriter(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<CopyRenewal>(),
            provider.GetRequiredService<PathMoves>(),
            provider.GetRequiredService<IConfiguredPaths>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Rebuild(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DocumentStore>(),
            provider.GetRequiredService<PublishedCopies>(),
            provider.GetRequiredService<CopyRenewal>()));
    }

    private static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<Cursors>();
        services.AddSingleton<SourceCatalog>();
        services.AddSingleton<KnownTerms>();
        services.AddSingleton<NamedPosts>();
        services.AddSingleton<DeliveredPostReader>();
        services.TryAddSingleton(new PrivateFields([]));
        services.AddSingleton<TermIds>();
        services.AddSingleton<PostPages>();
        services.AddSingleton<RelatedPosts>();
        services.AddSingleton(provider => new PublishedPosts(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<DeliveredPostReader>(),
            provider.GetRequiredService<PostPages>(),
            provider.GetRequiredService<RelatedPosts>(),
            provider.GetRequiredService<ExpensiveQueries>()));
        services.AddSingleton(provider => new PostSnapshots(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<DeliveredPostReader>(), provider.GetRequiredService<PrivateFields>(), provider.GetRequiredService<ExpensiveQueries>()));
        services.AddSingleton<PublishedAddresses>();
        services.AddSingleton(provider => new PublishedChanges(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<DeliveredPostReader>(), provider.GetRequiredService<ContentVersion>(), provider.GetRequiredService<Cursors>()));
        services.AddSingleton(provider => new PublishedTerms(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>(), provider.GetRequiredService<ExpensiveQueries>()));
        services.AddSingleton(provider => new PublishedLinks(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Cursors>(), provider.GetRequiredService<ExpensiveQueries>()));
    }

    private static NpgsqlDataSource OpenDataSource(string connectionString)
    {
        // Delivery asks the same few statements again and again: prepared, they are planned once for each connection.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };

        // A statement of ours is done before its machine code would be made. What the user's own options say comes behind, and so holds.
        settings.Options = $"-c jit=off {settings.Options ?? Environment.GetEnvironmentVariable("PGOPTIONS")}".TrimEnd();
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .ConfigureTracing(tracing => tracing.ConfigureCommandFilter(command => !DuePosts.IsLook(command.CommandText) && !SearchIndexer.IsAsking))
            .Build();
    }
}
