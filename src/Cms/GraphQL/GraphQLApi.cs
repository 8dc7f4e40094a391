using Cms.Access;
using Cms.GraphQL.Explorer;
using Cms.GraphQL.Http;
using Cms.GraphQL.Previews;
using Cms.GraphQL.Writers;
using Cms.Hosting;
using Microsoft.AspNetCore.OpenApi;

namespace Cms.GraphQL;

/// <summary>The GraphQL API: what it needs, and its addresses.</summary>
internal static class GraphQLApi
{
    public const string Path = "/graphql";

    public static IServiceCollection AddCmsGraphQL(this IServiceCollection services)
    {
        Settings.Add<GraphQLOptions>(services, GraphQLOptions.Section);
        services.AddSingleton<CmsSchema>();
        services.AddSingleton<PreparedDocuments>();
        services.AddSingleton<PreviewAccess>();
        services.AddSingleton<WriterServices>();
        services.AddSingleton<GraphQLExecutor>();
        services.AddSingleton<ExplorerPage>();
        services.AddSingleton<GraphQLEndpoint>();
        services.Configure<OpenApiOptions>("v1", openApi => openApi.AddDocumentTransformer(new GraphQLReference()));
        return services;
    }

    public static void MapCmsGraphQL(this IEndpointRouteBuilder routes)
    {
        routes.Map(Path, (HttpContext context, GraphQLEndpoint endpoint) => endpoint.AnswerAsync(context))
            .WithMetadata(new OpenTo(GraphQLEndpoint.AsksForPage))
            .ExcludeFromDescription();
        routes.MapMethods($"{Path}/explorer/{{file}}", [HttpMethods.Get, HttpMethods.Head], (string file, ExplorerPage explorer) => explorer.File(file)).AllowAnonymous().ExcludeFromDescription();
    }
}
