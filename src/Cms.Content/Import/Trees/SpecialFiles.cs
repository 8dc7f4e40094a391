using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cms.Content.Import.Trees;

/// <summary>Tells named pipes, devices and sockets from files, which .NET does not. Only on Linux; elsewhere such a file counts as empty and is not opened either.</summary>
internal static class SpecialFiles
{
    // man 2 statx: the structure is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int SizeOfStatx = 256;
    private const int OffsetOfMode = 28;
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;

    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var answer = new byte[SizeOfStatx];
        try
        {
            var failed = StatX(CurrentDirectory, Encoding.UTF8.GetBytes($"{path}\0"), DoNotFollow, TypeOnly, answer) != 0;
            return !failed && (BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(OffsetOfMode)) & TypeBits) != RegularFile;
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, byte[] path, int flags, uint mask, [Out] byte[] answer);
}
