using Cms.Content.Access;
using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Keys;

internal sealed class ApiKeyType : ObjectGraphType<ApiKey>
{
    public ApiKeyType()
    {
        Name = "ApiKey";
        Description = "What is known of a key. The key itself is shown once, by `createKey`.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("What it is revoked by.").Resolve(context => context.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Description("Whose key it is, or what for.").Resolve(context => context.Source.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("scopes").Description("As they were given; each implies `read`, `write` implies `preview`, `admin` all.")
            .Resolve(context => context.Source.Scopes);
        Field<NonNullGraphType<DateTimeType>>("createdAt").Description("When it was made.").Resolve(context => context.Source.CreatedAt);
        Field<DateTimeType>("expiresAt").Description("When it ends; null for never.").Resolve(context => context.Source.ExpiresAt);
        Field<DateTimeType>("lastUsedAt").Description("To the minute; null when it was never used.").Resolve(context => context.Source.LastUsedAt);
    }
}
