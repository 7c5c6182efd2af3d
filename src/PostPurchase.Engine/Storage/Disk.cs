using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Brings files to the disk. On Unix by the system's own call: the framework's swallows its errors (.NET 10: an injected EIO is told by neither
/// <see cref="RandomAccess.FlushToDisk"/> nor <see cref="FileStream.Flush(bool)"/>), and what is not on disk must not be answered.
/// </summary>
internal static class Disk
{
    private const int Interrupted = 4;

    /// <summary>Brings what was written to a file to the disk.</summary>
    /// <exception cref="IOException">The disk could not.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (FSync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new IOException($"the disk could not be flushed: {new Win32Exception(error).Message}");
        }
    }

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);
}
