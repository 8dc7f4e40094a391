using System.Text.Json.Serialization;
using Cms.Rest.Posts;

namespace Cms.Rest.Changes;

/// <summary>Changes, in the order in which readers came to see them.</summary>
/// <param name="Items">Each post once, as it is now.</param>
/// <param name="Next">What <c>since</c> goes on from, now or at any later time.</param>
/// <param name="More">Whether there are more already.</param>
internal sealed record ChangesResponse(IReadOnlyList<ChangeResponse> Items, string Next, bool More);

/// <summary>What became of a post: <c>upsert</c> for one that went out or answers otherwise now, <c>delete</c> for one that readers see no more.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(UpsertResponse), "upsert")]
[JsonDerivedType(typeof(DeleteResponse), "delete")]
internal abstract record ChangeResponse;

/// <summary>A post that went out, or whose answer is another now.</summary>
internal sealed record UpsertResponse(PostResponse Post) : ChangeResponse;

/// <summary>A post that readers see no more.</summary>
/// <param name="Slug">The one that it had last.</param>
/// <param name="Path">Where it was last.</param>
/// <param name="EarlierPaths">Where it was published before that.</param>
internal sealed record DeleteResponse(Guid Id, string Slug, string Path, IReadOnlyList<string> EarlierPaths) : ChangeResponse;
