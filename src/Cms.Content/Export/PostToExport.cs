using Cms.Content.Posts;

namespace Cms.Content.Export;

/// <summary>A post as the store has it, with what is known of the file that it came from.</summary>
/// <param name="IsAsImported">Whether it is what its file made of it: content and status.</param>
/// <param name="Original">The file that it came from, or that a writer gave it; null for a post that was written without one.</param>
/// <param name="ImportedPath">The path that the last import gave it, or its source's configuration since; null for a post made in the store.</param>
internal sealed record PostToExport(Post Post, bool IsAsImported, OriginalFile? Original, string? ImportedPath);
