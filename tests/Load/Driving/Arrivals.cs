using System.Diagnostics;

namespace Rupaya.Load.Driving;

/// <summary>When whose call should begin, whatever has become of those before.</summary>
/// <param name="think">Between two calls of a user.</param>
internal sealed class Arrivals(TimeSpan think)
{
    private int _turn;
    private long _began;
    private long _start;
    private Step _step = null!;

    /// <summary>When the next is, in ticks of the stopwatch.</summary>
    public long Due { get; private set; }

    /// <summary>When the step is over.</summary>
    public long End { get; private set; }

    public void Begin(Step step, long start)
    {
        (_step, _start, _began) = (step, start, 0);
        (Due, End) = (start, start + (step.Seconds * Stopwatch.Frequency));
    }

    /// <summary>Those of the step that should have begun by now.</summary>
    public IEnumerable<(int User, long Intended)> UpTo(long now)
    {
        while (Due <= now && Due < End)
        {
            var seconds = (double)(Due - _start) / Stopwatch.Frequency;
            yield return (_turn++ % Math.Max(1, (int)_step.UsersAt(seconds)), Due);
            Due = _start + (long)(_step.WhenUsed(++_began * think.TotalSeconds) * Stopwatch.Frequency);
        }
    }
}
