using Cms.Access;
using Cms.GraphQL.Imports;

namespace Cms.GraphQL.Mutations;

internal sealed partial class Mutation
{
    private void AddImports() =>
        Add<NewImport>(
            "sendImport",
            "Sends texts to be imported in the background: Markdown files, or the lines of an export. It takes the scopes `write` and `publish`. An archive, and more than a request may hold, goes to REST's `/import`; so does what is to prune, because single files say nothing of others.",
            NeededScopes.AllOf(Scopes.Write, Scopes.Publish),
            new NewImportInput(),
            [typeof(InvalidParameterErrorType), typeof(EmptyUploadErrorType), typeof(InvalidUploadErrorType), typeof(UploadTooLargeErrorType), typeof(ImportQueueFullErrorType)],
            async (context, import) => await context.Operation().Writers.DoAsync((services, actor) =>
            {
                var options = services.ImportOptions.Value;
                var (order, files) = import.ToUpload(options.MaxBytes);
                return services.Imports.AddAsync(order, files, actor, options.MaxQueued, context.CancellationToken);
            }),
            PayloadType.Of<ImportType>("import", "The import, as it waits; null where none was taken."));
}
