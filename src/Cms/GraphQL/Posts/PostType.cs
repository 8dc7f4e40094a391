using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Drafts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.History;
using Cms.GraphQL.Links;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Terms;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Posts;

internal sealed class PostType : ObjectGraphType<DeliveredPost>
{
    public PostType()
    {
        Name = "Post";
        Description = "One piece of content: front matter and a Markdown body, as readers see it; or its working copy, for those who may preview and for those who have just changed it.";
        Interface<NodeType>();
        AddIdentity();
        AddFrontMatter();
        AddTerms();
        AddTimes();
        PostTextFields.AddTo(this);
        PostNeighbourFields.AddTo(this);
        PostHistoryFields.AddTo(this);
    }

    private void AddIdentity()
    {
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque, the same in every answer.")
            .Resolve(context => new NodeId("Post", context.Source.Post.Id.ToString()).ToString());
        Field<NonNullGraphType<UuidType>>("uuid").Description("The id in REST and in the database. Never changes.").Resolve(context => context.Source.Post.Id);
        Field<NonNullGraphType<StringGraphType>>("slug").Description("A short name for addresses. Other posts may have the same.").Resolve(context => context.Source.Post.Slug);
        Field<NonNullGraphType<StringGraphType>>("path").Description("The permalink's path, decoded. No other post has it.").Resolve(context => context.Source.Post.Path);
        Field<StringGraphType>("url").Description("The permalink, encoded; null without `Cms:Site:BaseUrl`.")
            .Resolve(context => context.Operation().Publicity.UrlOf(context.Source.Post.Path));
        Field<NonNullGraphType<PostStatusType>>("status").Description("Where the post stands.").Resolve(context => context.Draft()?.Status ?? PostStatus.Published);
        Field<NonNullGraphType<IntGraphType>>("revision").Description("Grows by one with each change; the shown copy's.").Resolve(context => context.Source.Post.Revision);
        Field<BooleanGraphType>("hasUnpublishedChanges").Description("Whether readers see an older text than this working copy has; null of a published copy.")
            .Resolve(context => context.Draft()?.HasUnpublishedChanges);
        Field<PostOriginType>("origin").Description("Where it was imported from; null for a post made in the store.").Costs(0).Resolve(context => context.Source.Post.Origin);
    }

    private void AddFrontMatter()
    {
        Field<NonNullGraphType<StringGraphType>>("title").Description("As plain text.").Resolve(context => context.Source.Post.Title);
        Field<StringGraphType>("language").Description("A BCP 47 tag such as `de` or `pt-br`; null when nobody says and the text does not tell.")
            .Resolve(context => context.Source.Post.Language);
        Field<StringGraphType>("description").Description("A summary by its author.").Resolve(context => context.Source.Post.Description);
        Field<PostImageType>("image").Description("The picture that stands for the post.").Costs(0).Resolve(context => context.Source.Post.Image is { } image ? new ShownImage(image.Url, context.Shown(image.Details)) : null);
        Field<StringGraphType>("canonicalUrl").Description("Where the text is at home, if elsewhere.").Resolve(context => context.Source.Post.CanonicalUrl);
        Field<NonNullGraphType<BooleanGraphType>>("featured").Description("Whether its author wants it to stand out.").Resolve(context => context.Source.Post.Featured);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostFieldType>>>>("fields")
            .Description("Every other front matter key, in order. Private ones are shown of working copies alone.")
            .AssumeSize(1)
            .Resolve(context => FieldValue.AllOf(context.Shown(context.Source.Post.Fields)));
        Field<JsonType>("field").Description("One of `fields`; null when there is none of that name.")
            .Argument<NonNullGraphType<StringGraphType>>("name", "The key, as it is written.")
            .Resolve(context => context.Shown(context.Source.Post.Fields)[context.Text("name")!]);
    }

    private void AddTerms()
    {
        Field<CategoryType>("category").Description("The first of `categories`.")
            .Resolve(context => context.Source.Categories is [var first, ..] ? TermNode.Of(Taxonomy.Category, first) : null);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CategoryType>>>>("categories").Description("In the post's order.").AssumeSize(2)
            .Resolve(context => TermNode.Of(Taxonomy.Category, context.Source.Categories));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TagType>>>>("tags").Description("In the post's order.").AssumeSize(5)
            .Resolve(context => TermNode.Of(Taxonomy.Tag, context.Source.Tags));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<KeywordType>>>>("keywords").Description("In the post's order.").AssumeSize(5)
            .Resolve(context => TermNode.Of(Taxonomy.Keyword, context.Source.Keywords));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AuthorType>>>>("authors").Description("In the post's order.").AssumeSize(2)
            .Resolve(context => TermNode.Of(Taxonomy.Author, context.Source.Authors));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostLinkType>>>>("links").Description("The front matter's links, then the text's.").AssumeSize(10)
            .Argument<LinkPlaceType>("place", "Only those that stand there.")
            .Resolve(context =>
            {
                var place = context.GetArgument<Cms.Content.Links.LinkPlace?>("place");
                return ((context.Source as DraftPost)?.Links ?? context.Source.CarriedLinks) is { } carried ? Placed(carried) : context.Store().LinksOfPost(context.Source.Post.Id, Placed);

                List<CarriedLink> Placed(IEnumerable<CarriedLink> links) => [.. links.Where(link => place is null || link.Place == place)];
            });
    }

    private void AddTimes()
    {
        Field<NonNullGraphType<DateTimeType>>("createdAt").Description("When the store took it in.").Resolve(context => context.Source.Post.CreatedAt);
        Field<NonNullGraphType<DateTimeType>>("modifiedAt").Description("When its author last changed it, as front matter says; else when the store saw a change; else `publishedAt`.")
            .Resolve(context => context.Source.Post.ModifiedAt);
        Field<DateTimeType>("publishedAt").Description("The date that it bears; null of a working copy without one, which gets the moment of its first publication.")
            .Resolve(context => context.Draft() is { } draft ? draft.Content.PublishedAt : context.Source.Post.PublishedAt);
        Field<DateTimeType>("publishAt").Description("When this working copy is to go out; null when nobody said, and of a published copy.").Resolve(context => context.Draft()?.PublishAt);
        Field<DateTimeType>("unpublishAt").Description("When readers are to lose the post; null when nobody said, and of a published copy.").Resolve(context => context.Draft()?.UnpublishAt);
    }
}
