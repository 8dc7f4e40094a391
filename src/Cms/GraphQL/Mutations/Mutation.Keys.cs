using Cms.Access;
using Cms.Content.Access;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Keys;

namespace Cms.GraphQL.Mutations;

internal sealed partial class Mutation
{
    private void AddKeys()
    {
        Add<NewApiKey>(
            "createKey",
            "Makes a key. This answer alone shows it; only a hash is kept. If the answer never comes, revoke the key of that name and make another.",
            NeededScopes.AnyOf(Scopes.Admin),
            new NewKeyInput(),
            [typeof(InvalidApiKeyErrorType)],
            async (context, wanted) => await context.Operation().Writers.DoAsync((services, actor) =>
            {
                KeyRules.Check(wanted, services.Clock.GetUtcNow());
                return services.Keys.CreateAsync(wanted, actor, context.CancellationToken);
            }),
            PayloadType.OfKey);
        Add<KeyToRevoke>(
            "revokeKey",
            "Revokes a key, on this node at once and on every other within a second.",
            NeededScopes.AnyOf(Scopes.Admin),
            new RevokedKeyInput(),
            [typeof(KeyNotFoundErrorType)],
            async (context, key) =>
            {
                await context.Operation().Writers.DoAsync(async (services, actor) =>
                {
                    await services.Keys.RevokeAsync(key.Id, actor, context.CancellationToken);
                    return key;
                });
                return key.Id;
            },
            PayloadType.Of<UuidType>("uuid", "The UUID of the key that has ended; null where nothing was done."));
    }
}
