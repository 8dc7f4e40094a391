using System.Text.Json.Nodes;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Posts;

internal sealed class PostFieldType : ObjectGraphType<FieldValue>
{
    public PostFieldType()
    {
        Name = "PostField";
        Description = "A front matter key that has no property of its own.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("The key, as it is written.").Resolve(context => context.Source.Name);
        Field<JsonType>("value").Description("Its value.").Resolve(context => context.Source.Value);
    }
}

/// <param name="Details">What its reader may know of it.</param>
internal sealed record ShownImage(string Url, JsonObject Details);

internal sealed class PostImageType : ObjectGraphType<ShownImage>
{
    public PostImageType()
    {
        Name = "PostImage";
        Description = "A post's picture.";
        Field<NonNullGraphType<StringGraphType>>("url").Description("As the post writes it: absolute, or a path.").Resolve(context => context.Source.Url);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostFieldType>>>>("details").Description("What else the front matter says of it, such as `alt`.")
            .Resolve(context => FieldValue.AllOf(context.Source.Details));
    }
}

internal sealed class PostOriginType : ObjectGraphType<PostOrigin>
{
    public PostOriginType()
    {
        Name = "PostOrigin";
        Description = "Where a post was imported from.";
        Field<NonNullGraphType<StringGraphType>>("source").Description("The name of what was imported together.").Resolve(context => context.Source.Source);
        Field<NonNullGraphType<StringGraphType>>("file").Description("The file's path in it.").Resolve(context => context.Source.File);
    }
}

internal sealed class TranslationType : ObjectGraphType<Translation>
{
    public TranslationType()
    {
        Name = "Translation";
        Description = "The same text in another language.";
        Field<StringGraphType>("language").Description("Its language; null when it has none.").Resolve(context => context.Source.Language is "" ? null : context.Source.Language);
        Field<NonNullGraphType<StringGraphType>>("slug").Description("Its slug.").Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<StringGraphType>>("path").Description("Its path.").Resolve(context => context.Source.Path);
        Field<PostType>("post").Description("The translation itself.")
            .Resolve(context => context.Store().Post(context.Source.Id, context.Operation().Parts.Of(context)));
    }
}
