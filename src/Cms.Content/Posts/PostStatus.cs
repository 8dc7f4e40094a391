using System.Text.Json.Serialization;

namespace Cms.Content.Posts;

/// <summary>Where a post stands. Readers see what is <see cref="Published"/> alone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostStatus>))]
public enum PostStatus
{
    Draft,

    /// <summary>A draft with a time to go out.</summary>
    Scheduled,
    Published,
    Archived,
    Trashed,
}
