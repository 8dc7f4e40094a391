using System.Text;

namespace Cms.Content.Import;

/// <summary>What of a site's other files is kept with its source, because its posts are rendered long after the import: texts to include, and data.</summary>
/// <remarks>What is too large, no text, or one too many is passed over; a template that names it says so when it is rendered.</remarks>
internal sealed class KeptTexts
{
    public const string IncludesFolder = "_includes";
    public const string DataFolder = "_data";

    private const int LargestText = 256 * 1024;
    private const int LargestSum = 1024 * 1024;
    private const int MostFiles = 2_000;

    private static readonly string[] DataEndings = [".yml", ".yaml", ".json"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> includes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> data = new(StringComparer.Ordinal);
    private int includesSize;
    private int dataSize;

    /// <summary>By the path below <see cref="IncludesFolder"/>; texts that lie beside posts by their path within the source.</summary>
    public IReadOnlyDictionary<string, string> Includes => includes;

    /// <summary>By the path below <see cref="DataFolder"/>.</summary>
    public IReadOnlyDictionary<string, string> Data => data;

    /// <summary>Whether a file of that name is worth reading.</summary>
    public static bool IsKept(string path) =>
        !path.StartsWith(DataFolder + "/", StringComparison.Ordinal) || DataEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <param name="path">Within the site, with forward slashes.</param>
    public void Add(string path, byte[] bytes)
    {
        if (bytes.Length > LargestText || TextOf(bytes) is not { } text)
        {
            return;
        }

        if (path.StartsWith(DataFolder + "/", StringComparison.Ordinal))
        {
            Add(data, ref dataSize, path[(DataFolder.Length + 1)..], text);
        }
        else
        {
            Add(includes, ref includesSize, path.StartsWith(IncludesFolder + "/", StringComparison.Ordinal) ? path[(IncludesFolder.Length + 1)..] : path, text);
        }
    }

    private static void Add(Dictionary<string, string> texts, ref int size, string path, string text)
    {
        if (texts.Count < MostFiles && size + text.Length <= LargestSum)
        {
            texts[path] = text;
            size += text.Length;
        }
    }

    // The line ends of posts, and nothing that a database refuses. Null for what is no text.
    private static string? TextOf(byte[] bytes)
    {
        if (bytes.AsSpan().Contains((byte)0))
        {
            return null;
        }

        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
