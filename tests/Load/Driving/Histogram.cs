using HdrHistogram;

namespace Rupaya.Load.Driving;

/// <summary>Latencies in microseconds: at most 0.1 % off, in bounded memory, whatever is recorded. Not safe for threads.</summary>
internal sealed class Histogram
{
    private const long Highest = (1L << 37) - 1;
    private const int Digits = 3;

    private readonly LongHistogram _values = new(Highest, Digits);

    public long Count => _values.TotalCount;

    /// <summary>The largest value, exact.</summary>
    public long Max { get; private set; }

    public void Record(long microseconds)
    {
        // One that is out of range would throw.
        var value = Math.Clamp(microseconds, 0, Highest);
        _values.RecordValue(value);
        Max = Math.Max(Max, value);
    }

    public void Clear()
    {
        _values.Reset();
        Max = 0;
    }

    /// <summary>The smallest value that this share of all values does not exceed, in milliseconds; 0 when there are none.</summary>
    /// <param name="share">0.95 for P95.</param>
    public double Milliseconds(double share)
    {
        if (Count == 0)
        {
            return 0;
        }
        // The library rounds to the nearest rank, which may be the one below.
        var rank = Math.Ceiling(share * Count);
        return Math.Min(_values.GetValueAtPercentile(100 * rank / Count), Max) / 1000.0;
    }
}
