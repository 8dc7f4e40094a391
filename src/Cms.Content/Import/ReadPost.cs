using System.Diagnostics.CodeAnalysis;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A file of a site, understood or refused.</summary>
/// <param name="File">Path within the site, with forward slashes.</param>
/// <param name="GeneratorSlug">The generator's own name for it: Jekyll's <c>page.slug</c>, case and dots kept.</param>
/// <param name="Content">Null when the file is refused or ignored.</param>
internal sealed record ReadPost(
    string File, string GeneratorSlug, PostContent? Content, PostStatus Status, IReadOnlyList<ImportWarning> Warnings, ImportWarning? Refusal)
{
    /// <summary>Whether its generator would not take it for a post either; then <see cref="Refusal"/> says why.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>When readers are to lose the post; null when the file does not say.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>What it was in the store that it was exported from; null for a file.</summary>
    public ExportedRevision? Exported { get; init; }

    /// <summary>Whether nothing but the file's own time tells the post's date.</summary>
    public bool IsDatedByFile { get; init; }

    /// <summary>The line of the file where its text starts, counted from 1.</summary>
    public int BodyLine { get; init; } = 1;

    /// <summary>What the post was understood from, to tell the lines of its keys.</summary>
    public FrontMatterMap FrontMatter { get; init; } = FrontMatterMap.Empty;

    [MemberNotNullWhen(false, nameof(Content))]
    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Content is null;

    /// <summary>The line of what is too long; null where it does not stand in the front matter.</summary>
    public int? LineOf(ContentError.TooLong refusal) => PropertyLines.Find(FrontMatter, refusal);

    public static ReadPost Refused(string file, ImportWarning reason, IReadOnlyList<ImportWarning>? warnings = null) =>
        new(file, "", Content: null, PostStatus.Draft, warnings ?? [], reason);
}
