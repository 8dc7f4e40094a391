using Cms.Access;
using Cms.Answers;
using Cms.Content.Export;
using Cms.Content.Import;
using Cms.Content.Import.Queue;
using Cms.Content.Storage;
using Cms.Feeds;
using Cms.GraphQL;
using Cms.Health;
using Cms.Hosting;
using Cms.Rendering;
using Cms.Rest;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Cms;

/// <summary>The web application in its parts, so that the program and its tests run the same.</summary>
internal static class CmsApplication
{
    private const string DefaultUrl = "http://localhost:5080";

    // What a page of another origin may read besides the few headers that every page may.
    private static readonly string[] ExposedHeaders =
        [HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, "RateLimit", "RateLimit-Policy", "Surrogate-Key"];

    /// <summary>A builder with settings from <c>appsettings.json</c> beside the program, the environment and the command line.</summary>
    public static WebApplicationBuilder CreateBuilder(IReadOnlyList<string> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var configuration = builder.Configuration;
        var isAddressed = configuration[WebHostDefaults.ServerUrlsKey] ?? configuration[WebHostDefaults.HttpPortsKey] ?? configuration[WebHostDefaults.HttpsPortsKey];
        if (string.IsNullOrEmpty(isAddressed) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        return builder;
    }

    public static void AddCms(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        Settings.Add<StoreOptions>(services, StoreOptions.Section);
        Settings.Add<DeliveryOptions>(services, DeliveryOptions.Section);
        Settings.Add<CacheOptions>(services, CacheOptions.Section);
        Settings.Add<PreviewOptions>(services, PreviewOptions.Section);
        Settings.Add<AuditOptions>(services, AuditOptions.Section);
        Settings.Add<ImportOptions>(services, ImportOptions.Section);
        Settings.Add<CrossOriginOptions>(services, CrossOriginOptions.Section);
        Settings.Add<RenderingSettings>(services, RenderingSettings.Section);

        services.AddSiteRules();
        services.AddQueryBounds();
        services.AddStore(connectionString);
        services.AddSingleton<ImportWorker>();
        services.AddSingleton<ServerStart>();
        services.AddHostedService<TimedPublishing>();
        services.AddHostedService<BackgroundImports>();
        services.AddHostedService<AuditRetention>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<AnswerCache>();
        services.AddHostedService<ContentListener>();
        services.AddHostedService<SearchFollowing>();
        services.AddSingleton<KeptRenderings>();
        services.AddSingleton<PostTexts>();
        services.AddSingleton<PublicFields>();
        services.AddSingleton<BoundedRendering>();
        services.AddAccess(builder.Configuration);
        services.AddRest();
        services.AddCmsGraphQL();
        services.AddFeeds();

        var origins = Settings.Read<CrossOriginOptions>(builder.Configuration, CrossOriginOptions.Section).Origins;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => (origins.Count == 0 ? policy.AllowAnyOrigin() : policy.WithOrigins([.. origins]))
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete)
            .AllowAnyHeader()
            .WithExposedHeaders(ExposedHeaders)));
    }

    /// <summary>The store alone, for commands that serve nothing.</summary>
    public static void AddStore(this IServiceCollection services, string connectionString)
    {
        services.AddContent(connectionString);
        services.TryAddSingleton<Importer>();
        services.TryAddSingleton<FolderWatch>();
        services.TryAddSingleton<Exporter>();
        services.TryAddSingleton<PublishedFiles>();
    }

    public static void UseCms(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.Use((context, next) =>
        {
            // No answer of ours is anything but what its type says, refusals and the pages of the reference among them.
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        app.UseMiddleware<ProblemAnswers>();
        app.UseCors();
        app.UseMiddleware<CachedAnswers>();
        app.UseRouting();
        app.UseMiddleware<AllowedMethods>();
        app.UseAccess();
        app.MapHealth();
        app.MapRest();
        app.MapCmsGraphQL();
        app.MapFeeds();
    }
}
