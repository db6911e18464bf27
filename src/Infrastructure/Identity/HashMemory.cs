using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// The memory that password hashes are computed in, 19 MiB each, straight from the system. A heap would keep it and put small things between: after
/// nine hundred sign-ins, two hashes at a time, it had grown by 200 MiB. Taking it anew for each hash costs a third of the sign-ins (docs/performance.md), so
/// it is kept while people sign in, as many pieces as there were hashes at once, and given back every few seconds.
/// </summary>
internal static partial class HashMemory
{
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int PrivateAnonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private const nint Failed = -1;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentBag<(nint Address, nuint Size)> Pieces = [];
    private static readonly Timer Giving = NewTimer();
    private static int _isDue;

    /// <summary>Bytes that wait for the next hash.</summary>
    public static long Held => Pieces.Sum(p => (long)p.Size);

    /// <returns>The address; zero when the system has none left.</returns>
    public static nint Take(nuint size)
    {
        while (Pieces.TryTake(out var piece))
        {
            if (piece.Size == size)
            {
                return piece.Address;
            }
            // Of another cost; while one is being replaced by another, each hash takes its memory anew.
            _ = Unmap(piece.Address, piece.Size);
        }
        var address = Map(0, size, ReadWrite, PrivateAnonymous, -1, 0);
        return address == Failed ? 0 : address;
    }

    public static void Return(nint address, nuint size)
    {
        try
        {
            Pieces.Add((address, size));
        }
        catch (OutOfMemoryException)
        {
            _ = Unmap(address, size);
            return;
        }
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            Giving.Change(Kept, Timeout.InfiniteTimeSpan);
        }
    }

    private static Timer NewTimer()
    {
        // Not with the context of the request that came first.
        using (ExecutionContext.SuppressFlow())
        {
            return new Timer(_ => GiveBack());
        }
    }

    private static void GiveBack()
    {
        Interlocked.Exchange(ref _isDue, 0);
        while (Pieces.TryTake(out var piece))
        {
            _ = Unmap(piece.Address, piece.Size);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint size);
}
