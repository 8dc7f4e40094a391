using Cms.Content.Import;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>Standard input as something to import: an archive, or the text of one post.</summary>
internal static class StandardInput
{
    // An archive is read from its end, so all of it is held.
    private const int Largest = 512 * 1024 * 1024;

    /// <exception cref="CannotRunException">There is nothing, or too much.</exception>
    public static async Task<ImportRequest> ReadAsync(ImportRequest request, CancellationToken ct)
    {
        await using var input = Console.OpenStandardInput();
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await input.ReadAsync(buffer, ct); read > 0; read = await input.ReadAsync(buffer, ct))
        {
            held.Write(buffer, 0, read);
            if (held.Length > Largest)
            {
                throw new CannotRunException($"Standard input holds more than {Largest / 1024 / 1024} MiB. Save it to a file and name that.");
            }
        }

        var bytes = held.ToArray();
        return bytes.Length == 0
            ? throw new CannotRunException("Standard input is empty. Pass it a Markdown file or an archive.")
            : request with { Contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [UnnamedText.NameOf(bytes)] = bytes } };
    }
}
