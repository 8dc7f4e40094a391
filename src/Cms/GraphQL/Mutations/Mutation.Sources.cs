using Cms.Access;
using Cms.GraphQL.Sources;

namespace Cms.GraphQL.Mutations;

internal sealed partial class Mutation
{
    private void AddSources() =>
        Add<SourceChange>(
            "updateSource",
            "Changes a source's configuration: its posts are rendered by it from then on. Their addresses stay. An import of the source's folder reads that folder's own configuration again.",
            NeededScopes.AnyOf(Scopes.Admin),
            new SourceChangeInput(),
            [typeof(SourceNotFoundErrorType), typeof(StaleRevisionErrorType), typeof(InvalidConfigurationErrorType)],
            async (context, change) => await context.Operation().Writers.DoAsync(async (services, actor) =>
            {
                change.Check();
                var known = await services.Sources.FindAsync(change.Source, context.CancellationToken);
                await services.SourceWriter.ReviseAsync(known.Source.Id, change.Expected, change.Apply, actor, context.CancellationToken);
                return await services.Sources.FindAsync(known.Source.Id.ToString(), context.CancellationToken);
            }),
            PayloadType.Of<SourceType>("source", "The source as it is now; null where nothing was done."));
}
