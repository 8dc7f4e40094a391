using System.Text;
using Cms.Content.Posts;

namespace Cms.Content.Import.Queue;

/// <summary>What a sender says that an upload is.</summary>
public enum UploadForm
{
    /// <summary>An archive, or the files of a form.</summary>
    Files,

    /// <summary>Markdown, and no archive.</summary>
    Markdown,

    /// <summary>Lines of an export.</summary>
    Lines,
}

/// <summary>What has to hold for an upload, however it is sent.</summary>
public static class UploadRules
{
    public const int MaximumFiles = 10_000;

    /// <summary>What a source is called whose files came without a name for it.</summary>
    public const string UnnamedSource = "upload";

    // Single files are held in memory while they are taken in; of an archive, only what is being read.
    private const long LargestFiles = 64L * 1024 * 1024;

    /// <param name="archives">How many of the files are archives.</param>
    /// <exception cref="ContentException">
    /// <see cref="ContentError.EmptyUpload"/>, <see cref="ContentError.InvalidUpload"/> or <see cref="ContentError.UploadTooLarge"/>.
    /// </exception>
    public static void CheckContents(IReadOnlyList<UploadedFile> files, int archives, UploadForm form)
    {
        ArgumentNullException.ThrowIfNull(files);
        var length = files.Sum(file => file.Length);
        ContentError? refusal = length == 0 ? new ContentError.EmptyUpload()
            : archives > 0 && (files.Count > 1 || form != UploadForm.Files) ? new ContentError.InvalidUpload("An archive comes alone. Send one in each request.")
            : archives == 0 && form != UploadForm.Lines && length > LargestFiles
            ? new ContentError.UploadTooLarge($"Single files may have {LargestFiles} bytes together. Pack them into an archive.")
            : TooMany(files.Count);
        if (refusal is not null)
        {
            throw new ContentException(refusal);
        }
    }

    /// <summary>The refusal of that many files; null where they are taken.</summary>
    public static ContentError? TooMany(int files) => files <= MaximumFiles ? null
        : new ContentError.UploadTooLarge($"These are more than {MaximumFiles} files. Pack them into an archive.");

    /// <exception cref="ContentException"><see cref="ContentError.InvalidUpload"/>.</exception>
    public static void CheckNames(IReadOnlyList<UploadedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.GroupBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Count() > 1) is { } twice)
        {
            throw new ContentException(new ContentError.InvalidUpload($"Two files are called '{twice.Key}'. Give each the path that it has in its blog as its name."));
        }

        if (files.Any(file => file.Name.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ContentException(new ContentError.InvalidUpload("The name of a file holds a NUL. Give it another."));
        }
    }

    /// <summary>Why a source cannot be called so; null where it can.</summary>
    public static string? RefusalOfSource(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.IsNullOrWhiteSpace(name) ? "It needs a name. Leave it out for the archive's own."
            : Encoding.UTF8.GetByteCount(name) > PostLimits.MaximumSourceName ? $"It is longer than {PostLimits.MaximumSourceName} bytes. Shorten it."
            : null;
    }
}
