using System.Numerics;

namespace Rupaya.Load.Driving;

/// <summary>
/// Latencies in microseconds, in buckets whose width grows with the value as in HdrHistogram (hdrhistogram.org): at most 0.1 % off, in 240 KB, whatever
/// is recorded. Not safe for threads.
/// </summary>
internal sealed class Histogram
{
    // 2^10 buckets for each doubling: a value is off by at most 1/1024 of itself.
    private const int SubBits = 10;
    private const int SubCount = 1 << SubBits;
    private const long Highest = (1L << 37) - 1;

    private readonly long[] _counts = new long[IndexOf(Highest) + 1];

    public long Count { get; private set; }

    /// <summary>The largest value, exact.</summary>
    public long Max { get; private set; }

    public void Record(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, Highest);
        _counts[IndexOf(value)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Max) = (0, 0);
    }

    /// <summary>The smallest value that this share of all values does not exceed, in milliseconds; 0 when there are none.</summary>
    /// <param name="share">0.95 for P95.</param>
    public double Milliseconds(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < _counts.Length && Count > 0; i++)
        {
            if (_counts[i] > 0 && (seen += _counts[i]) >= rank)
            {
                return Math.Min(UpperOf(i), Max) / 1000.0;
            }
        }
        return 0;
    }

    private static int IndexOf(long value)
    {
        if (value < 2 * SubCount)
        {
            return (int)value;
        }
        var shift = 63 - BitOperations.LeadingZeroCount((ulong)value) - SubBits;
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long UpperOf(int index)
    {
        if (index < 2 * SubCount)
        {
            return index;
        }
        var shift = (index >> SubBits) - 1;
        var sub = index - (shift << SubBits);
        return ((sub + 1L) << shift) - 1;
    }
}
