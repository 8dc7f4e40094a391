using Cms.GraphQL.Posts;
using Cms.Markdown;
using Cms.Rendering;
using GraphQL.Types;

namespace Cms.GraphQL.Texts;

internal sealed class TocEntryType : ObjectGraphType<TocEntry>
{
    public TocEntryType()
    {
        Name = "TocEntry";
        Description = "A heading.";
        Field<NonNullGraphType<IntGraphType>>("level").Description("1 to 6.").Resolve(context => context.Source.Level);
        Field<NonNullGraphType<StringGraphType>>("id").Description("What a link to it holds after `#`.").Resolve(context => context.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("text").Description("The heading without its markup.").Resolve(context => context.Source.Text);
    }
}

internal sealed class RenderingWarningType : ObjectGraphType<RenderingWarning>
{
    public RenderingWarningType()
    {
        Name = "RenderingWarning";
        Description = "Something that could not be taken as its author meant it.";
        Field<NonNullGraphType<IntGraphType>>("line").Description("The line of the text, counted from 1.").Resolve(context => context.Source.Line);
        Field<NonNullGraphType<StringGraphType>>("code").Description("Stable: what a program may look at.").Resolve(context => context.Source.Code);
        Field<NonNullGraphType<StringGraphType>>("message").Description("What was found and what to do about it.").Resolve(context => context.Source.Message);
    }
}

internal sealed class RenderingType : ObjectGraphType<RenderedText>
{
    public RenderingType()
    {
        Name = "Rendering";
        Description = "A text, rendered. Nothing of it is stored.";
        Field<NonNullGraphType<StringGraphType>>("html").Description("The sanitised fragment.").Resolve(context => context.Source.Rendering.Html);
        Field<NonNullGraphType<StringGraphType>>("text").Description("What a reader would see.").Resolve(context => context.Source.Rendering.Text);
        Field<NonNullGraphType<StringGraphType>>("excerpt").Description("The beginning, as plain text.").Resolve(context => context.Source.Rendering.ExcerptText);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TocEntryType>>>>("toc").Description("The headings, in order.").Resolve(context => context.Source.Rendering.Toc);
        Field<NonNullGraphType<IntGraphType>>("wordCount").Description("Words; of Chinese, Japanese and Korean each character is one.").Resolve(context => context.Source.Rendering.WordCount);
        Field<NonNullGraphType<IntGraphType>>("readingMinutes").Description("At 200 words a minute; at least 1 where there is text.").Resolve(context => context.Source.Rendering.ReadingMinutes);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostFieldType>>>>("frontMatter").Description("Its keys in order; empty when the text has none.")
            .Resolve(context => FieldValue.AllOf(context.Source.FrontMatter));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RenderingWarningType>>>>("warnings").Description("What could not be taken as its author meant it.")
            .Resolve(context => context.Source.Warnings);
    }
}
