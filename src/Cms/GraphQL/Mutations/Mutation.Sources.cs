using Cms.Access;
using Cms.GraphQL.Sources;

namespace Cms.GraphQL.Mutations;

internal sealed partial class Mutation
{
    private void AddSources() =>
        Add<SourceChangeOf>(
            "updateSource",
            "Changes a source's configuration: its posts are rendered by it from then on. Their addresses stay, unless `movePaths` asks for those that the configuration and the prefix give them. All is one transaction, which takes about a second for a thousand posts, and two where all of them move. An import of the source's folder reads that folder's own configuration again.",
            NeededScopes.AnyOf(Scopes.Admin),
            new SourceChangeInput(),
            [typeof(SourceNotFoundErrorType), typeof(StaleRevisionErrorType), typeof(InvalidSourceErrorType), typeof(TooLongErrorType)],
            async (context, change) => await context.Operation().Writers.DoAsync(async (services, actor) =>
            {
                var wanted = change.Read();
                var known = await services.Sources.FindAsync(change.Source, context.CancellationToken);
                var changed = await services.SourceWriter.ReviseAsync(known.Source.Id, change.Expected, wanted, actor, context.CancellationToken);
                return await services.Sources.FindAsync(known.Source.Id.ToString(), context.CancellationToken) with { Moves = changed.Moves };
            }),
            PayloadType.Of<SourceType>("source", "The source as it is now; null where nothing was done."));
}
