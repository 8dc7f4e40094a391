using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cms.Content.Access;

/// <summary>
/// The text of a key: <c>cms_</c> and 256 random bits in base64url. So many bits cannot be guessed, and one SHA-256 without salt is all that
/// has to be kept.
/// </summary>
public static class KeyText
{
    public const string Prefix = "cms_";

    /// <summary>The fewest characters of a key that somebody chose.</summary>
    public const int MinimumLength = 32;

    /// <summary>The most characters that are looked up.</summary>
    public const int MaximumLength = 256;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
