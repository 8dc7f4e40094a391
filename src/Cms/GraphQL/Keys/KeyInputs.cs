using Cms.Access;
using Cms.Content.Access;
using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Keys;

internal sealed class NewKeyInput : InputObjectGraphType<NewApiKey>
{
    public NewKeyInput()
    {
        Field<NonNullGraphType<StringGraphType>>("name").Description("Whose key it is, or what for.").TakesAnyText();
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("scopes").Description($"At least one of {string.Join(", ", Scopes.All.Select(scope => $"`{scope}`"))}.").TakesAnyText();
        Field<DateTimeType>("expiresAt").Description("A moment to come; left out or null means never.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new NewApiKey(value.Text("name")!, [.. ((IEnumerable<object?>)value["scopes"]!).Cast<string>()], (DateTimeOffset?)value.Value("expiresAt"));
}

/// <summary>Which key ends.</summary>
internal sealed record KeyToRevoke(Guid Id);

internal sealed class RevokedKeyInput : InputObjectGraphType<KeyToRevoke>
{
    public RevokedKeyInput() => Field<NonNullGraphType<UuidType>>("uuid").Description("The key's `uuid`.");

    public override object ParseDictionary(IDictionary<string, object?> value) => new KeyToRevoke((Guid)value["uuid"]!);
}
