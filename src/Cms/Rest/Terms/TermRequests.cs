namespace Cms.Rest.Terms;

/// <summary>What is to be other of a tag or category. What is left out stays.</summary>
/// <param name="Name">The name on all posts from now on; its slug follows, and the old one leads to it.</param>
/// <param name="Description">What it is about; null takes it away.</param>
internal sealed record TermRequest(string? Name, string? Description)
{
    public static IReadOnlyList<string> Names { get; } = ["name", "description"];
}

/// <summary>What is to be other of an author. What is left out stays.</summary>
/// <param name="Name">The name on all posts from now on; its slug follows, and the old one leads to it.</param>
/// <param name="Description">What the author's posts are about; null takes it away.</param>
/// <param name="Url">The author's home.</param>
/// <param name="Bio">Who the author is.</param>
/// <param name="Email">Kept, and never shown to readers.</param>
internal sealed record AuthorProfileRequest(string? Name, string? Description, string? Url, string? Bio, string? Email)
{
    public static IReadOnlyList<string> Names { get; } = ["name", "description", "url", "bio", "email"];
}

/// <param name="Into">The slug of the one that posts carry from now on.</param>
internal sealed record MergeRequest(string Into);
