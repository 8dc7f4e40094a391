using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;
using Cms.Content.Taxonomies;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Terms;
using GraphQLParser.AST;

namespace Cms.GraphQL.Plans;

/// <summary>How fields of published posts are written: those whose values the page's own rows hold.</summary>
internal static class PostPlan
{
    public static Selection<CountedPage>? Connection(SelectedField field, GraphQLDocument document) =>
        Selection<CountedPage>.Of(field, "PostsConnection", document, part => part.Name switch
        {
            "nodes" when Post(part, document) is { } nodes => (json, page, run) => nodes.WriteAll(json, page.Page.Items, run),
            "edges" when Edge(part, document) is { } edges => (json, page, run) => edges.WriteAll(json, page.Page.Edges, run),
            "pageInfo" when PageInfo(part, document) is { } info => (json, page, run) => info.Write(json, page.Page, run),
            "totalCount" => (json, page, _) => json.WriteNumberValue(page.Total!.Value),
            _ => null,
        });

    public static Selection<DeliveredPost>? Post(SelectedField field, GraphQLDocument document) =>
        Selection<DeliveredPost>.Of(field, "Post", document, part => Identity(part, document) ?? FrontMatter(part, document) ?? Terms(part, document) ?? Text(part) ?? Time(part));

    private static Selection<Edge<DeliveredPost>>? Edge(SelectedField field, GraphQLDocument document) =>
        Selection<Edge<DeliveredPost>>.Of(field, "PostsEdge", document, part => part.Name switch
        {
            "cursor" => (json, edge, _) => json.WriteStringValue(edge.Cursor),
            "node" when Post(part, document) is { } node => (json, edge, run) => node.Write(json, edge.Node, run),
            _ => null,
        });

    private static Selection<IConnection>? PageInfo(SelectedField field, GraphQLDocument document) =>
        Selection<IConnection>.Of(field, "PageInfo", document, part => part.Name switch
        {
            "hasNextPage" => (json, page, _) => json.WriteBooleanValue(page.HasNextPage),
            "hasPreviousPage" => (json, page, _) => json.WriteBooleanValue(page.HasPreviousPage),
            "startCursor" => (json, page, _) => json.WriteStringValue(page.StartCursor),
            "endCursor" => (json, page, _) => json.WriteStringValue(page.EndCursor),
            _ => null,
        });

    private static FieldWriter<DeliveredPost>? Identity(SelectedField field, GraphQLDocument document) => field.Name switch
    {
        "id" => (json, post, _) => json.WriteStringValue(new NodeId("Post", post.Id.ToString()).ToString()),
        "uuid" => Copy(PostMember.Id),
        "slug" => Copy(PostMember.Slug),
        "path" => Copy(PostMember.Path),
        "url" => (json, post, run) => json.WriteStringValue(run.Operation.Publicity.HasUrls ? run.Operation.Publicity.UrlOf(post.Post.Path) : null),
        "status" => (json, _, _) => json.WriteStringValue("PUBLISHED"u8),
        "revision" => Copy(PostMember.Revision),
        "origin" when Origin(field, document) is { } origin => (json, post, run) => origin.WriteOrNull(json, post.Post.Origin, run),
        "hasUnpublishedChanges" or "publishAt" or "unpublishAt" => (json, _, _) => json.WriteNullValue(),
        _ => null,
    };

    private static FieldWriter<DeliveredPost>? FrontMatter(SelectedField field, GraphQLDocument document) => field.Name switch
    {
        "title" => Copy(PostMember.Title),
        "language" => Copy(PostMember.Language),
        "description" => Copy(PostMember.Description),
        "canonicalUrl" => Copy(PostMember.CanonicalUrl),
        "featured" => Copy(PostMember.Featured),
        "image" when Image(field, document) is { } image => (json, post, run) => image.WriteOrNull(json, post.Prepared.Has(PostMember.Image) ? new ShownImage(post.Post.Image!.Url, run.Operation.Publicity.Of(post.Post.Image.Details)) : null, run),
        "fields" when Fields(field, document) is { } fields => (json, post, run) => fields.WriteAll(json, FieldValue.AllOf(run.Operation.Publicity.Of(post.Prepared)), run),
        "field" => (json, post, run) => Write(json, run.Operation.Publicity.Of(post.Prepared)[(string)run.Argument(field.Ast, "name")!]),
        _ => null,
    };

    private static FieldWriter<DeliveredPost>? Terms(SelectedField field, GraphQLDocument document) => field.Name switch
    {
        "category" when Term(field, Taxonomy.Category, document) is { } category => (json, post, run) => category.WriteOrNull(json, post.Categories is [var first, ..] ? first : null, run),
        "categories" => TermList(field, Taxonomy.Category, document),
        "tags" => TermList(field, Taxonomy.Tag, document),
        "keywords" => TermList(field, Taxonomy.Keyword, document),
        "authors" => TermList(field, Taxonomy.Author, document),
        "links" when Link(field, document) is { } links => (json, post, run) => links.WriteAll(json, LinksOf(post, run.Argument(field.Ast, "place") as Cms.Content.Links.LinkPlace?), run),
        "translations" when Translation(field, document) is { } translations => (json, post, run) => translations.WriteAll(json, post.Translations, run),
        _ => null,
    };

    private static FieldWriter<DeliveredPost>? Text(SelectedField field) => field.Name switch
    {
        // Their arguments are the engine's to judge.
        "excerpt" or "html" when field.Ast.Arguments is { Count: > 0 } => null,
        "excerpt" => Copy(PostMember.Excerpt),
        "html" => (json, post, run) => json.WriteStringValue(run.Operation.Rendered.Of(post, run.Ct).Html),
        "text" => (json, post, run) => json.WriteStringValue(run.Operation.Rendered.Of(post, run.Ct).Text),
        "markdown" => (json, post, _) => json.WriteStringValue(post.Body!.Markdown),
        "wordCount" => Copy(PostMember.WordCount),
        "readingMinutes" => Copy(PostMember.ReadingMinutes),
        _ => null,
    };

    private static FieldWriter<DeliveredPost>? Time(SelectedField field) => field.Name switch
    {
        "createdAt" => Copy(PostMember.CreatedAt),
        "modifiedAt" => Copy(PostMember.ModifiedAt),
        "publishedAt" => Copy(PostMember.PublishedAt),
        _ => null,
    };

    private static FieldWriter<DeliveredPost>? TermList(SelectedField field, Taxonomy taxonomy, GraphQLDocument document) =>
        Term(field, taxonomy, document) is { } term ? (json, post, run) => term.WriteAll(json, post.Terms.Of(taxonomy), run) : null;

    private static Selection<TermReference>? Term(SelectedField field, Taxonomy taxonomy, GraphQLDocument document) =>
        Selection<TermReference>.Of(field, taxonomy.ToString(), document, part => part.Name switch
        {
            "id" => (json, term, _) => json.WriteStringValue(TermType.IdOf(TermNode.Of(taxonomy, term))),
            "slug" => (json, term, _) => json.WriteStringValue(term.Slug),
            "name" => (json, term, _) => json.WriteStringValue(term.Name),
            "url" => (json, term, _) => json.WriteStringValue(term.Url),
            _ => null,
        });

    private static IEnumerable<PreparedLink> LinksOf(DeliveredPost post, Cms.Content.Links.LinkPlace? place) =>
        PreparedLink.ReadAll(post.PreparedLinks!).Where(link => place is null || link.Place == place);

    private static Selection<PreparedLink>? Link(SelectedField field, GraphQLDocument document) =>
        Selection<PreparedLink>.Of(field, "PostLink", document, part => part.Name switch
        {
            "name" => (json, link, _) => json.WriteRawValue(link.Name.Span, skipInputValidation: true),
            "url" => (json, link, _) => json.WriteRawValue(link.Url.Span, skipInputValidation: true),
            "host" => (json, link, _) => json.WriteRawValue(link.Host.Span, skipInputValidation: true),
            "place" => (json, link, _) => json.WriteStringValue(link.Place == Cms.Content.Links.LinkPlace.FrontMatter ? "FRONT_MATTER"u8 : "BODY"u8),
            _ => null,
        });

    private static Selection<Translation>? Translation(SelectedField field, GraphQLDocument document) =>
        Selection<Translation>.Of(field, "Translation", document, part => part.Name switch
        {
            "language" => (json, other, _) => json.WriteStringValue(other.Language is "" ? null : other.Language),
            "slug" => (json, other, _) => json.WriteStringValue(other.Slug),
            "path" => (json, other, _) => json.WriteStringValue(other.Path),
            _ => null,
        });

    private static Selection<PostOrigin>? Origin(SelectedField field, GraphQLDocument document) =>
        Selection<PostOrigin>.Of(field, "PostOrigin", document, part => part.Name switch
        {
            "source" => (json, origin, _) => json.WriteStringValue(origin.Source),
            "file" => (json, origin, _) => json.WriteStringValue(origin.File),
            _ => null,
        });

    private static Selection<ShownImage>? Image(SelectedField field, GraphQLDocument document) =>
        Selection<ShownImage>.Of(field, "PostImage", document, part => part.Name switch
        {
            "url" => (json, image, _) => json.WriteStringValue(image.Url),
            "details" when Fields(part, document) is { } details => (json, image, run) => details.WriteAll(json, FieldValue.AllOf(image.Details), run),
            _ => null,
        });

    private static Selection<FieldValue>? Fields(SelectedField field, GraphQLDocument document) =>
        Selection<FieldValue>.Of(field, "PostField", document, part => part.Name switch
        {
            "name" => (json, value, _) => json.WriteStringValue(value.Name),
            "value" => (json, value, _) => Write(json, value.Value),
            _ => null,
        });

    private static FieldWriter<DeliveredPost> Copy(PostMember member) => (json, post, _) => json.WriteRawValue(post.Prepared[member], skipInputValidation: true);

    private static void Write(Utf8JsonWriter json, System.Text.Json.Nodes.JsonNode? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
