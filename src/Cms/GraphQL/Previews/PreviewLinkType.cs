using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Previews;

internal sealed class PreviewLinkType : ObjectGraphType<MadePreviewLink>
{
    public PreviewLinkType()
    {
        Name = "PreviewLink";
        Description = "Shows the working copy of one post to whoever holds it.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("What it is deleted by.").Resolve(context => context.Source.Link.Id);
        Field<NonNullGraphType<StringGraphType>>("url").Description("`.html`, `.md`, `.txt` or `.json` behind it chooses the form.").Resolve(context => context.Source.Url);
        Field<NonNullGraphType<DateTimeType>>("createdAt").Description("When it was made.").Resolve(context => context.Source.Link.CreatedAt);
        Field<NonNullGraphType<DateTimeType>>("expiresAt").Description("When it ends.").Resolve(context => context.Source.Link.ExpiresAt);
        Field<NonNullGraphType<StringGraphType>>("by").Description("The name of the key that made it.").Resolve(context => context.Source.Link.By);
    }
}
