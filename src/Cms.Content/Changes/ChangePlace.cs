using System.Globalization;
using System.Runtime.InteropServices;
using Cms.Content.Paging;

namespace Cms.Content.Changes;

/// <summary>A place in the log of changes: behind a post of a version.</summary>
/// <param name="Begun">
/// For who has begun with nothing, the version at which that was: posts that had gone by then were never shown, and need not be taken back. 0 for all others.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangePlace(long Version, Guid PostId, long Begun)
{
    private const string Scope = "changes";

    /// <summary>Behind all that happened up to a version.</summary>
    public static ChangePlace After(long version) => new(version, Guid.AllBitsSet, 0);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidChangeToken"/>: no token of this store's.</exception>
    public static ChangePlace Read(CursorSigner signer, string token) => signer.Find(Scope, token) is [var version, var post, var begun]
        ? new(Number(version), Guid.ParseExact(post, "N"), Number(begun))
        : throw new ContentException(new ContentError.InvalidChangeToken());

    public string Write(CursorSigner signer) => signer.Write(Scope, Text(Version), PostId.ToString("N"), Text(Begun));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
