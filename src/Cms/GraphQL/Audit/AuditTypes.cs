using System.Text.Json.Nodes;
using Cms.Access;
using Cms.Content.Access;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Audit;

/// <summary>The field that lists who changed what.</summary>
internal static class AuditField
{
    public static void AddTo(Query query) =>
        PageArguments.AddForward(query.Field<NonNullGraphType<AuditConnectionType>>("audit"))
            .Description("Who changed what, when, and from which address, the newest first; with a key of the scope `admin`. Failed sign-ins are there, too: one entry for an address and minute, with their count.")
            .Argument<AuditFilterInput>("where", "Only entries like this.")
            .ResolveAsync(async context =>
            {
                var (page, ct) = (PageArguments.Read(context), context.CancellationToken);
                var filter = context.GetArgument<AuditFilter?>("where") ?? new AuditFilter(null, null, null, null, null, null);
                return Connections.Of(await context.Operation().Writers.ReadAsync(Scopes.Admin, services => services.Audit.ListAsync(filter, page.Limit, page.After, ct), ct), page);
            });
}

internal sealed class AuditFilterInput : InputObjectGraphType<AuditFilter>
{
    public AuditFilterInput()
    {
        Name = "AuditFilterInput";
        Description = "A condition on what was changed. Its fields hold together.";
        Field<StringGraphType>("by").Description("What was done by this one, exactly as entries name them.");
        Field<StringGraphType>("action").Description("What was done like this: `published`.");
        Field<StringGraphType>("kind").Description("Changes of this kind of thing: `post`.");
        Field<StringGraphType>("subject").Description("Changes of the thing with this id.");
        Field<DateTimeType>("since").Description("What was done from this moment on.");
        Field<DateTimeType>("until").Description("What was done before this moment.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new AuditFilter(
        value.Text("by"), value.Text("action"), value.Text("kind"), value.Text("subject"), (DateTimeOffset?)value.Value("since"), (DateTimeOffset?)value.Value("until"));
}

internal sealed class AuditEntryType : ObjectGraphType<AuditRow>
{
    public AuditEntryType()
    {
        Name = "AuditEntry";
        Description = "A change that was made.";
        Field<NonNullGraphType<DateTimeType>>("at").Description("When.").Resolve(context => context.Source.At);
        Field<NonNullGraphType<StringGraphType>>("by").Description("The key's name, the token's subject, `command line`, or `cms` for the program itself.").Resolve(context => context.Source.By);
        Field<NonNullGraphType<StringGraphType>>("action").Description("What was done, in the past tense: `created`, `published`, `revoked`.").Resolve(context => context.Source.Action);
        Field<NonNullGraphType<StringGraphType>>("kind").Description("What was changed: `post`, `tag`, `source`, `key`; `sign-in` for keys that did not count.").Resolve(context => context.Source.Kind);
        Field<StringGraphType>("subject").Description("The id of what was changed, REST's `id`; null where there is none.").Resolve(context => context.Source.Subject);
        Field<StringGraphType>("address").Description("Where the request came from; null without one.").Resolve(context => context.Source.Address);
        Field<NonNullGraphType<JsonType>>("details").Description("What else is known, such as `revision`. No texts and nothing secret.").Resolve(context => JsonNode.Parse(context.Source.Details));
    }
}

internal sealed class AuditEdgeType() : EdgeType<AuditEntryType, AuditRow>("AuditEdge", "entry");

internal sealed class AuditConnectionType() : ConnectionType<AuditEntryType, AuditEdgeType, AuditRow>("AuditConnection", "entries", isCounted: false);
