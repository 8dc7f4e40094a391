using Cms.Answers;
using Cms.Rest.Archive;
using Cms.Rest.Audit;
using Cms.Rest.Batch;
using Cms.Rest.Changes;
using Cms.Rest.Export;
using Cms.Rest.Imports;
using Cms.Rest.Keys;
using Cms.Rest.Links;
using Cms.Rest.Posts;
using Cms.Rest.Previews;
using Cms.Rest.Reference;
using Cms.Rest.Render;
using Cms.Rest.Search;
using Cms.Rest.Sources;
using Cms.Rest.Terms;

namespace Cms.Rest;

/// <summary>The REST API: what it needs, and its addresses.</summary>
internal static class RestApi
{
    public const string Base = "/api/v1";

    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        services.AddSingleton<PostResponses>();
        services.AddSingleton<PostAnswers>();
        services.AddSingleton<PostFiles>();
        services.AddSingleton<PostForms>();
        services.AddSingleton<ExportPlaces>();
        services.AddSingleton<ChangeAnswers>();
        services.AddSingleton<FollowerPlaces>();
        services.AddSingleton<Following>();
        services.AddSingleton<UploadPlaces>();
        services.AddSingleton<PostBody>();
        services.AddSingleton<PostWriting>();
        services.AddApiReference();
        return services;
    }

    public static void MapRest(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Base).AnswersHead();
        api.MapPosts();
        api.MapSearch();
        api.MapPreviews();
        api.MapBatch();
        api.MapTerms();
        api.MapLinks();
        api.MapArchive();
        api.MapExport();
        api.MapChanges();
        api.MapImports();
        api.MapSources();
        api.MapRender();
        api.MapKeys();
        api.MapAudit();

        routes.MapApiReference();
        routes.MapHomePage();
    }
}
