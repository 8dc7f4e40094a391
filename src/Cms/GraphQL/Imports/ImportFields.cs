using Cms.Access;
using Cms.Content;
using Cms.Content.Import.Queue;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Writers;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Imports;

/// <summary>The fields that tell how far imports are.</summary>
internal static class ImportFields
{
    public static void AddTo(Query query)
    {
        PageArguments.AddForward(query.Field<NonNullGraphType<ImportsConnectionType>>("imports"))
            .Description("The imports that were sent in, the newest first; with a key of the scopes `write` and `publish`.")
            .ResolveAsync(async context =>
            {
                var (page, ct) = (PageArguments.Read(context), context.CancellationToken);
                return Connections.Of(await ReadAsync(context, imports => imports.ListAsync(page.Limit, page.After, ct)), page);
            });
        query.Field<ImportType>("import").Description("One of them; null when there is none, or none any more. With a key of the scopes `write` and `publish`.")
            .Argument<NonNullGraphType<UuidType>>("uuid", "As `sendImport` gave it.")
            .ResolveAsync(async context => await WriterAccess.OrNoneAsync<QueuedImport, ContentError.ImportNotFound>(
                ReadAsync(context, imports => imports.FindAsync(context.GetArgument<Guid>("uuid"), context.CancellationToken))));
    }

    /// <summary>Asks for imports, if the caller may see them.</summary>
    public static Task<T> ReadAsync<T>(IResolveFieldContext context, Func<SentImports, Task<T>> ask)
    {
        var writers = context.Operation().Writers;
        writers.Require(Scopes.Write);
        return writers.ReadAsync(Scopes.Publish, services => ask(services.Imports), context.CancellationToken);
    }
}
