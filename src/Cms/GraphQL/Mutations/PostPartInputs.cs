using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

internal sealed class PostLinkInput : InputObjectGraphType<PostLink>
{
    public PostLinkInput()
    {
        Name = "PostLinkInput";
        Description = "A link that the post recommends.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("What the post calls it.").TakesAnyText();
        Field<StringGraphType>("url").Description("Absolute, or a path.").TakesAnyText();
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PostLink(value.Text("name")!, value.Text("url"));
}

internal sealed class PostAuthorInput : InputObjectGraphType<PostAuthor>
{
    public PostAuthorInput()
    {
        Name = "PostAuthorInput";
        Description = "Who has written the post.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("The author's name.").TakesAnyText();
        Field<StringGraphType>("url").Description("The author's home.").TakesAnyText();
        Field<StringGraphType>("email").Description("Kept, and never shown to readers.").TakesAnyText();
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new PostAuthor(value.Text("name")!, value.Text("url"), value.Text("email"));
}

internal sealed class PostFieldInput : InputObjectGraphType<FieldValue>
{
    public PostFieldInput()
    {
        Name = "PostFieldInput";
        Description = "A front matter key that has no property of its own.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("The key.").TakesAnyText();
        Field<JsonType>("value").Description("Its value; null, or left out, takes the key away.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new FieldValue(value.Text("name")!, (JsonNode?)value.Value("value"));

    /// <summary>The fields with the values set, and those without a value taken away.</summary>
    internal static Cms.Content.Posts.Fields Merge(Cms.Content.Posts.Fields fields, IEnumerable<FieldValue> values)
    {
        var merged = fields.ToJsonObject();
        foreach (var (name, value) in values)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                // A node has one parent, and a variable may be used twice.
                merged[name] = value.DeepClone();
            }
        }

        return Cms.Content.Posts.Fields.From(merged);
    }
}

internal sealed class PostImageInput : InputObjectGraphType<PostImage>
{
    public PostImageInput()
    {
        Name = "PostImageInput";
        Description = "The picture that stands for the post.";
        Field<NonNullGraphType<StringGraphType>>("url").Description("Absolute, or a path.").TakesAnyText();
        Field<ListGraphType<NonNullGraphType<PostFieldInput>>>("details").Description("What else is to be known of it, such as `alt`.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PostImage(
        value.Text("url")!,
        PostFieldInput.Merge(Cms.Content.Posts.Fields.Empty, (value.Value("details") as IEnumerable<object?> ?? []).Cast<FieldValue>()));
}
