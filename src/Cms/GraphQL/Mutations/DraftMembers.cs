using Cms.Content;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>The fields of an input that say what a post is to say.</summary>
internal static class DraftMembers
{
    public static void AddTo<T>(InputObjectGraphType<T> input)
    {
        Text("markdown", "The text, without front matter.");
        Text("slug", "Its short name for addresses; left out, it is made of the title, or stays.");
        Text("path", "Its permalink on the site; left out, it is made by the site's permalink, or stays.");
        Text("language", "A BCP 47 tag; left out, it is the site's or detected, or stays.");
        Text("category", "The first of its categories.");
        Texts("categories", "All of its categories, in order.");
        Texts("tags", "All of its tags, by name.");
        Texts("keywords", "All of its keywords.");
        input.Field<ListGraphType<NonNullGraphType<PostLinkInput>>>("links").Description("All that the text recommends, in order.");
        input.Field<ListGraphType<NonNullGraphType<PostAuthorInput>>>("authors").Description("All of its authors.");
        Text("description", "A summary.");
        input.Field<PostImageInput>("image").Description("The picture that stands for the post, as a whole.");
        Text("canonicalUrl", "Where the text is at home, if elsewhere.");
        input.Field<BooleanGraphType>("featured").Description("Whether it is to stand out.");
        Text("excerpt", "As Markdown; without one, it is cut from the text.");
        input.Field<DateTimeType>("publishedAt").Description("The date that the post bears; without one, its first publication.").IsKept();
        input.Field<ListGraphType<NonNullGraphType<PostFieldInput>>>("fields").Description("Other front matter keys to set or to take away; those that are not named stay.");

        void Text(string name, string description) => input.Field<StringGraphType>(name).Description(description).TakesAnyText();
        void Texts(string name, string description) => input.Field<ListGraphType<NonNullGraphType<StringGraphType>>>(name).Description(description).TakesAnyText();
    }

    /// <summary>The draft with what was given put in; a null takes away.</summary>
    /// <exception cref="ContentException">A null for what every post has.</exception>
    public static PostDraft Apply(PostDraft draft, IDictionary<string, object?> members)
    {
        var missing = ((string[])["title", "slug", "path"]).Where(name => members.TryGetValue(name, out var value) && value is null).ToList();
        if (missing.Count > 0)
        {
            throw new ContentException(new ContentError.InvalidPost(
                missing.ToDictionary(name => name, name => (string[])[$"A post cannot be without. Leave '{name}' out to keep it."], StringComparer.Ordinal)));
        }

        var after = members.Aggregate(draft, (known, member) => With(known, member.Key, member.Value));
        if (!members.TryGetValue("category", out var category))
        {
            return after;
        }

        // A new first category takes the place of the old one, unless the others are given, too.
        var others = members.ContainsKey("categories") ? after.Categories : after.Categories.Skip(1);
        return after with { Categories = category is string first ? [first, .. others.Where(name => name != first)] : [.. others] };
    }

    private static PostDraft With(PostDraft draft, string name, object? value) => name switch
    {
        "title" => draft with { Title = (string)value! },
        "markdown" => draft with { Markdown = (string?)value ?? "" },
        "slug" => draft with { Slug = (string?)value },
        "path" => draft with { Path = (string?)value },
        "language" => draft with { Language = (string?)value, WithoutLanguage = value is null },
        "categories" => draft with { Categories = ListOf<string>(value) },
        "tags" => draft with { Tags = ListOf<string>(value) },
        "keywords" => draft with { Keywords = ListOf<string>(value) },
        "links" => draft with { Links = ListOf<PostLink>(value) },
        "authors" => draft with { Authors = ListOf<PostAuthor>(value) },
        "description" => draft with { Description = (string?)value },
        "image" => draft with { Image = (PostImage?)value },
        "canonicalUrl" => draft with { CanonicalUrl = (string?)value },
        "featured" => draft with { Featured = value is true },
        "excerpt" => draft with { Excerpt = (string?)value },
        "publishedAt" => draft with { PublishedAt = (DateTimeOffset?)value },
        "fields" => draft with { Fields = value is null ? Cms.Content.Posts.Fields.Empty : PostFieldInput.Merge(draft.Fields, ListOf<FieldValue>(value)) },
        _ => draft,
    };

    private static IReadOnlyList<T> ListOf<T>(object? value) => value is IEnumerable<object?> items ? [.. items.Cast<T>()] : [];
}

/// <summary>A post that is to be made.</summary>
/// <param name="Id">The caller's own; null for a new one.</param>
internal sealed record NewPost(Guid? Id, IDictionary<string, object?> Members);

internal sealed class NewPostInput : InputObjectGraphType<NewPost>
{
    public NewPostInput()
    {
        Field<UuidType>("id").Description("Your own id for the post, a UUID of version 7, so that the mutation can be sent again; left out, it gets one.");
        Field<NonNullGraphType<StringGraphType>>("title").Description("One line.").TakesAnyText();
        DraftMembers.AddTo(this);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NewPost((Guid?)value.Value("id"), value);
}
