namespace Cms.Rest.Posts;

/// <summary>In which form a post's body is wanted.</summary>
internal enum BodyFormat
{
    None,
    Markdown,
    Html,
    Text,
}
