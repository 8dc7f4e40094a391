using Cms.Answers;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Cms.Rest.Reference;

/// <summary>The API's description for programs (<c>/openapi/v1.json</c>) and for people (<c>/docs</c>).</summary>
internal static class ApiReference
{
    public static void AddApiReference(this IServiceCollection services) => services.AddOpenApi("v1", openApi =>
    {
        var scopes = new ScopeDescriptions();

        // HEAD is GET without the body; telling it twice helps nobody.
        openApi.ShouldInclude = description => !HttpMethods.IsHead(description.HttpMethod ?? "");
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Cms";
            document.Info.Version = "1";
            document.Info.Description = "Posts, tags and links from Markdown, for any frontend.";

            // The address depends on where the program runs; clients take the one they read this at.
            document.Servers = [new OpenApiServer { Url = "/" }];
            return Task.CompletedTask;
        });
        openApi.AddSchemaTransformer(new ValueSchemas());
        openApi.AddSchemaTransformer(new RequiredMembers());
        openApi.AddOperationTransformer(new QueryParameterDescriptions());
        openApi.AddDocumentTransformer(scopes);
        openApi.AddOperationTransformer(scopes);
        openApi.AddOperationTransformer(new RefusalDescriptions());
        openApi.AddDocumentTransformer(new Tags());
        openApi.AddDocumentTransformer(new SharedPaths());
        openApi.AddDocumentTransformer(new Examples());
    });

    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous().AnswersHead();
        routes.MapErrorPage();

        // The page's script comes with the program; fonts, telemetry and the assistant would come from elsewhere.
        routes.MapScalarApiReference("/docs", page => page
            .WithTitle("Cms API")
            .AddDocument("v1")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent())
            .AllowAnonymous()
            .AnswersHead();
    }
}
