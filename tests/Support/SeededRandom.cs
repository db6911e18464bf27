namespace Rupaya.Support;

/// <summary>The MMIX linear congruential generator (Knuth, TAOCP vol. 2, 3.3.4): the same numbers from a seed on every runtime.</summary>
public sealed class SeededRandom(int seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>From 0 up to, and without, the bound.</summary>
    public int Next(int below)
    {
        _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
        return (int)((_state >> 33) % (ulong)below);
    }
}
