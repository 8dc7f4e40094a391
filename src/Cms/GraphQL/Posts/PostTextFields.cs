using Cms.Content;
using Cms.Content.Delivery;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Texts;
using Cms.Rendering;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Posts;

/// <summary>The fields that show a post's text.</summary>
internal static class PostTextFields
{
    // What rendering costs beside reading an object.
    private const int RenderingCost = 5;
    private const int HighestOffset = 5;

    public static void AddTo(PostType type)
    {
        type.Field<NonNullGraphType<StringGraphType>>("html").Description("The body as a sanitised fragment of HTML.").Costs(RenderingCost)
            .ArgumentWithDefault<IntGraphType, DeliveredPost, object>(
                "headingOffset", $"Added to the level of each heading, which ends at 6: 0 to {HighestOffset}.", new GraphQLIntValue(0))
            .Argument<StringGraphType>("baseUrl", "Makes relative addresses absolute: an address that begins with http:// or https://.")
            .Resolve(context =>
            {
                var (offset, baseUrl) = (ReadOffset(context), ReadBaseUrl(context));
                return Render(context, (rendered, post, ct) => rendered.Of(post, ct, offset, baseUrl).Html);
            });
        type.Field<NonNullGraphType<StringGraphType>>("markdown").Description("The body as its author wrote it.")
            .Resolve(context => Render(context, (_, post, _) => post.Body!.Markdown));
        type.Field<NonNullGraphType<StringGraphType>>("text").Description("The body as plain text, a line for each block.").Costs(RenderingCost)
            .Resolve(context => Render(context, (rendered, post, ct) => rendered.Of(post, ct).Text));
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<TocEntryType>>>>("toc").Description("The headings, in order.").Costs(RenderingCost)
            .Resolve(context => Render(context, (rendered, post, ct) => rendered.Of(post, ct).Toc));
        type.Field<NonNullGraphType<StringGraphType>>("excerpt").Description("The author's excerpt, else the beginning of the text.").Costs(1)
            .ArgumentWithDefault<BodyFormatType, DeliveredPost, object>("format", "The form of it.", new GraphQLEnumValue(new GraphQLName("TEXT")))
            .Argument<IntGraphType>("words", "At most so many words, an ellipsis behind them; for plain text only.")
            .Resolve(ResolveExcerpt);
        type.Field<NonNullGraphType<IntGraphType>>("wordCount").Description("Words; of Chinese, Japanese and Korean each character is one.").Resolve(context => context.Source.Post.WordCount);
        type.Field<NonNullGraphType<IntGraphType>>("readingMinutes").Description("At 200 words a minute; at least 1 where there is text.").Resolve(context => context.Source.Post.ReadingMinutes);
    }

    private static object? ResolveExcerpt(IResolveFieldContext<DeliveredPost> context)
    {
        var format = context.GetArgument<TextFormat>("format");
        var words = context.GetArgument<int?>("words");
        if (words is not null && (format != TextFormat.Text || words < 1))
        {
            throw new ContentException(new ContentError.InvalidParameter("words", "'words' is a number of at least 1, and for plain text only: cut HTML or Markdown is broken."));
        }

        return format switch
        {
            TextFormat.Html => Render(context, (rendered, post, ct) => rendered.Of(post, ct).ExcerptHtml),
            TextFormat.Markdown => Render(context, (_, post, _) => PostTexts.ExcerptMarkdown(post)),
            _ => words is { } most ? WordLimit.Cut(context.Source.Post.ExcerptText, most) : context.Source.Post.ExcerptText,
        };
    }

    // A post that came without its body, because nothing seemed to need it, is read again together with its like.
    private static object? Render(IResolveFieldContext<DeliveredPost> context, Func<RenderedPosts, DeliveredPost, CancellationToken, object?> show)
    {
        var rendered = context.Operation().Rendered;
        var ct = context.CancellationToken;
        return context.Source.Body is not null
            ? show(rendered, context.Source, ct)
            : context.Store().Post(context.Source.Post.Id, PostParts.Body, post => post is null ? null : show(rendered, post, ct));
    }

    private static int ReadOffset(IResolveFieldContext context) => context.GetArgument<int>("headingOffset") is >= 0 and <= HighestOffset and var offset
        ? offset
        : throw new ContentException(new ContentError.InvalidParameter("headingOffset", $"'headingOffset' is 0 to {HighestOffset}."));

    private static Uri? ReadBaseUrl(IResolveFieldContext context) => context.Text("baseUrl") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new ContentException(new ContentError.InvalidParameter("baseUrl", "'baseUrl' is an address that begins with http:// or https://."));
}
