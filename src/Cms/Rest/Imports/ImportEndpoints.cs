using Cms.Access;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Import.Queue;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Hosting;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Cms.Rest.Imports;

/// <summary>The importer over HTTP.</summary>
internal static class ImportEndpoints
{
    private static readonly QueryParameter Source = new("source", "The name to keep the posts under, instead of the archive's own.");
    private static readonly QueryParameter Prefix = new("prefix", "What stands before every path (/blog).");
    private static readonly QueryParameter From = new("from", "Whose rules the files follow, instead of what is recognised.") { Values = [.. Enum.GetNames<Generator>().Select(name => name.ToLowerInvariant())] };
    private static readonly QueryParameter Prune = new("prune", "Whether posts whose files have gone go to the trash; takes an archive of the whole blog.") { Kind = ValueKind.Boolean, Default = "false" };
    private static readonly QueryParameter Force = new("force", "Whether files win over what was changed in the store since.") { Kind = ValueKind.Boolean, Default = "false" };
    private static readonly QueryParameter DryRun = new("dryRun", "Whether to report only, and write nothing.") { Kind = ValueKind.Boolean, Default = "false" };
    private static readonly QueryParameter Limit = new("limit", "How many at most.") { Kind = ValueKind.Integer, Maximum = 100, Default = "20" };
    private static readonly QueryParameter After = new("after", "The cursor from page.next of the page before.");

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("").WithTags("Imports").RequireAuthorization(Scopes.Write, Scopes.Publish);

        imports.MapPost("/import", SendImport).WithName(nameof(SendImport))
            .WithMetadata(new QueryParameters([Source, Prefix, From, Prune, Force, DryRun]))
            .TakesIdempotencyKey()
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = DescribeBody();
                return Task.CompletedTask;
            })
            .Produces<ImportResponse>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);
        imports.MapGet("/imports", ListImports).WithName(nameof(ListImports))
            .WithMetadata(new QueryParameters([Limit, After]))
            .Produces<ImportPageResponse>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
        imports.MapGet("/imports/{id}", GetImport).WithName(nameof(GetImport))
            .WithMetadata(new QueryParameters([]))
            .Produces<ImportResponse>()
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    /// <summary>Sends a blog, or files of one, to be imported.</summary>
    /// <remarks>
    /// A zip or tar, as the body or as the one file of a form; Markdown files as the files of a form, each with its path in the blog as its <c>filename</c>; or
    /// one Markdown file as the body; or the lines of <c>/export</c>, whose posts keep their ids where those are free. It is taken in in the background, as <c>cms import</c> would; the address in <c>Location</c> tells how far it is, and ends
    /// in its report. The newest 100 are kept.
    /// </remarks>
    internal static async Task<IResult> SendImport(
        HttpContext context, SentImports imports, UploadPlaces places, IOptions<ImportOptions> options, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var (source, prefix, from) = (query.Text(Source), query.Text(Prefix) ?? "", query.Choice(From));
        var (prune, force, dryRun) = (query.Boolean(Prune) ?? false, query.Boolean(Force) ?? false, query.Boolean(DryRun) ?? false);
        if (source is not null && UploadRules.RefusalOfSource(source) is { } noSource)
        {
            query.Refuse(Source.Name, noSource);
        }

        if (PathPrefix.RefusalOf(prefix) is { } noPrefix)
        {
            query.Refuse(Prefix.Name, noPrefix);
        }

        query.Done();
        using var place = await places.TakeAsync(ct);
        await using var upload = await Upload.ReadAsync(context.Request, options.Value.MaxBytes, ct);
        var isArchive = SentImports.IsArchive(await upload.StartOfAsync(upload.Files[0], SentImports.MarkLength, ct));
        if (prune && !isArchive)
        {
            throw new ContentException(new ContentError.InvalidParameter(Prune.Name, "Single files say nothing of others. Send an archive of the whole blog, or leave 'prune' out."));
        }

        var isExport = Upload.IsExport(context.Request);
        var order = new ImportOrder([.. upload.Files.Select(file => file.Name)], isArchive)
        {
            Source = source?.Trim() ?? (isExport ? null : NameOf(upload, isArchive)),
            IsExport = isExport,
            From = from is null ? null : Enum.Parse<Generator>(from, ignoreCase: true),
            Prefix = prefix,
            Prune = prune,
            Force = force,
            DryRun = dryRun,
        };
        return new WriterAnswer(await imports.AddAsync(
            order,
            upload.Files,
            context.Actor(),
            IdempotencyKey.Read(context, type: null, upload.Digest),
            options.Value.MaxQueued,
            import => new KeptAnswer(
                StatusCodes.Status202Accepted,
                Json.ContentType,
                Json.Write(ImportResponse.From(import)),
                Location: $"{context.Request.PathBase}{RestApi.Base}/imports/{import.Id}"),
            ct));
    }

    /// <summary>Lists the imports that were sent in, the newest first.</summary>
    internal static async Task<IResult> ListImports(HttpContext context, SentImports imports, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        var page = await imports.ListAsync(limit, query.Text(After), ct);
        var about = new PageResponse(limit, page.Next, Previous: null);
        return new UncachedAnswer(Json.Write(new ImportPageResponse([.. page.Items.Select(ImportResponse.From)], about)), Json.ContentType);
    }

    /// <summary>Tells how far an import is, and reports when it has ended.</summary>
    /// <param name="id">The import's id.</param>
    internal static async Task<IResult> GetImport(string id, HttpContext context, SentImports imports, CancellationToken ct)
    {
        context.ReadQuery().Done();
        return new ImportAnswer(await imports.FindAsync(Guid.TryParseExact(id, "D", out var known) ? known : throw new ContentException(new ContentError.ImportNotFound(id)), ct), imports);
    }

    // What came without a name, or in parts, is not known by one.
    private static string NameOf(Spool upload, bool isArchive) => isArchive && SentImports.SourceNameOf(upload.Files[0].Name) is { Length: > 0 } name ? name : UploadRules.UnnamedSource;

    private static OpenApiRequestBody DescribeBody() => new()
    {
        Required = true,
        Content = Upload.Types.ToDictionary(
            type => type,
            type => new OpenApiMediaType
            {
                Schema = type == Upload.Form
                    ? new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                        },
                    }
                    : new OpenApiSchema { Type = JsonSchemaType.String, Format = type is MediaTypes.Markdown or MediaTypes.NdJson ? null : "binary" },
            },
            StringComparer.Ordinal),
    };
}
