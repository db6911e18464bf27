using System.Runtime.InteropServices;

namespace Rupaya.Host;

/// <summary>
/// Keeps glibc from giving each thread a heap of its own: password hashes take 19 MiB each, and a heap that held one keeps it, so that a process with a
/// dozen threads would hold a quarter of a gigabyte for nothing. Managed memory is not affected.
/// </summary>
internal static partial class NativeMemory
{
    // From malloc.h: M_ARENA_MAX.
    private const int ArenaMax = -8;
    private const int Arenas = 2;

    /// <summary>Before there are other threads. Another C library has no such heaps, and nothing to be told.</summary>
    public static void Limit()
    {
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out _))
        {
            _ = MallOpt(ArenaMax, Arenas);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallOpt(int parameter, int value);
}
