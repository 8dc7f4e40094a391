using System.Globalization;

namespace Cms.Content.Posts;

/// <summary>The revision that a writer has seen and goes by.</summary>
/// <param name="Revisions">Any of these; null for whatever there is.</param>
/// <param name="Sent">As the writer said it, for the refusal.</param>
public sealed record ExpectedRevision(IReadOnlyList<int>? Revisions, string Sent)
{
    public static ExpectedRevision Any { get; } = new(null, "*");

    public static ExpectedRevision Of(int revision) => new([revision], revision.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="ContentException"><see cref="ContentError.StaleRevision"/>.</exception>
    public void Check(Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        Check(post.Revision, $"Post {post.Id}");
    }

    /// <param name="subject">What has the revision, with its kind.</param>
    /// <exception cref="ContentException"><see cref="ContentError.StaleRevision"/>.</exception>
    public void Check(int revision, string subject)
    {
        if (Revisions is not null && !Revisions.Contains(revision))
        {
            throw new ContentException(new ContentError.StaleRevision(subject, Sent, revision));
        }
    }
}
