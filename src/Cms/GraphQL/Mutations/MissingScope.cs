using Cms.Access;

namespace Cms.GraphQL.Mutations;

/// <summary>The scope that a caller lacks for a mutation with that input; null where nothing is lacking. Without a caller, the usual one.</summary>
internal delegate string? MissingScope(Caller? caller, object? input);

internal static class NeededScopes
{
    /// <param name="scopes">The usual one first.</param>
    public static MissingScope AnyOf(params string[] scopes) => (caller, _) => Array.Exists(scopes, scope => Has(caller, scope)) ? null : scopes[0];

    public static MissingScope AllOf(params string[] scopes) => (caller, _) => Array.Find(scopes, scope => !Has(caller, scope));

    private static bool Has(Caller? caller, string scope) => caller?.May(scope) == true;
}
