using Cms.Content.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Posts;

/// <summary>The form of a text.</summary>
internal enum TextFormat
{
    Text,
    Html,
    Markdown,
}

internal sealed class BodyFormatType : EnumerationGraphType
{
    public BodyFormatType()
    {
        Name = "BodyFormat";
        Description = "The form of a text.";
        Add("TEXT", TextFormat.Text, "Plain text, as a reader would see it.");
        Add("HTML", TextFormat.Html, "A sanitised fragment of HTML.");
        Add("MARKDOWN", TextFormat.Markdown, "As its author wrote it.");
    }
}

/// <summary>Which copy of a post.</summary>
internal enum PostVersion
{
    Published,
    Draft,
}

internal sealed class VersionType : EnumerationGraphType
{
    public VersionType()
    {
        Name = "Version";
        Description = "Which copy of a post.";
        Add("PUBLISHED", PostVersion.Published, "What readers see.");
        Add("DRAFT", PostVersion.Draft, "The working copy, newest revision, with a key that may preview.");
    }
}

internal sealed class PostStatusType : EnumerationGraphType
{
    public PostStatusType()
    {
        Name = "PostStatus";
        Description = "Where a post stands. Readers see published posts alone.";
        Add("DRAFT", PostStatus.Draft, "Not out.");
        Add("SCHEDULED", PostStatus.Scheduled, "A draft with a time to go out.");
        Add("PUBLISHED", PostStatus.Published, "Out.");
        Add("ARCHIVED", PostStatus.Archived, "Taken back, and kept.");
        Add("TRASHED", PostStatus.Trashed, "To be removed.");
    }
}
