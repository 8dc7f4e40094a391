using System.ComponentModel;
using System.Diagnostics;
using Cms.Content;
using Cms.Hosting;

namespace Cms.CommandLine;

/// <summary>Has a person write a text in the editor of their choice.</summary>
internal static class TextEditor
{
    private static readonly string[] Variables = ["VISUAL", "EDITOR"];

    /// <summary>Opens a text, and hands over what became of it. The file stays for as long as that was not taken.</summary>
    /// <param name="name">The file's name, by which editors know the language.</param>
    /// <param name="take">Called with the new text; not called where nothing was changed.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="CannotRunException">There is no editor, it failed, or the text was refused; the message says where the text is.</exception>
    public static async Task<bool> EditAsync(string name, byte[] text, Func<byte[], Task> take, CancellationToken ct)
    {
        var editor = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))
            ?? throw new CannotRunException("No editor is set. Say which one in EDITOR (export EDITOR=nano), or give the text with --file FILE.");
        var folder = Directory.CreateTempSubdirectory("cms-post-");
        var file = Path.Combine(folder.FullName, name);
        await File.WriteAllBytesAsync(file, text, ct);
        await RunAsync(editor, file, ct);
        var written = await File.ReadAllBytesAsync(file, ct);
        var isChanged = !written.AsSpan().SequenceEqual(text);
        if (isChanged)
        {
            try
            {
                await take(written);
            }
            catch (ContentException refused)
            {
                throw new CannotRunException($"{refused.Message}{Environment.NewLine}Nothing was saved. Your text is in {file}.", refused);
            }
        }

        folder.Delete(recursive: true);
        return isChanged;
    }

    // The variable may hold arguments, and a shell knows how to read them.
    private static async Task RunAsync(string editor, string file, CancellationToken ct)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe") { Arguments = $"/c \"{editor} \"{file}\"\"" }
            : new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{editor} \"$1\"", "sh", file } };
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
            {
                throw new CannotRunException($"The editor '{editor}' ended with {process.ExitCode}, so nothing was saved. Your text is in {file}.");
            }
        }
        catch (Win32Exception missing)
        {
            throw new CannotRunException($"The editor '{editor}' cannot be started: {missing.Message}. Say another in EDITOR.", missing);
        }
    }
}
