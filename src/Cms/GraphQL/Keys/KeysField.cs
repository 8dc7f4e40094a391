using Cms.Access;
using Cms.Content.Access;
using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Keys;

/// <summary>The field that lists keys.</summary>
internal static class KeysField
{
    public static void AddTo(Query query) =>
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ApiKeyType>>>>("keys")
            .Description($"The keys that count, the oldest first, {ApiKeys.MaximumListed} at most; with a key of the scope `admin`. The keys themselves are shown nowhere.")
            .AssumeSize(ApiKeys.MaximumListed)
            .ResolveAsync(async context =>
                await context.Operation().Writers.ReadAsync(Scopes.Admin, services => services.Keys.ListAsync(context.CancellationToken), context.CancellationToken));
}
