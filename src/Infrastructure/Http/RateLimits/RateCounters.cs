using System.Collections.Concurrent;

namespace Rupaya.Infrastructure.Http.RateLimits;

/// <summary>Counts requests of callers.</summary>
internal interface IRateCounters
{
    /// <summary>Counts the request in every window, or in none when one is full. The counts are in the order of the windows.</summary>
    ValueTask<(bool Allowed, RateCount[] Counts)> TakeAsync(IReadOnlyList<RateWindow> windows);
}

/// <summary>Counts in this process: the embedded mode, and what is left when Redis does not answer.</summary>
internal sealed class MemoryRateCounters(TimeProvider clock) : IRateCounters
{
    private const int Remembered = 50_000;

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    public ValueTask<(bool Allowed, RateCount[] Counts)> TakeAsync(IReadOnlyList<RateWindow> windows)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var counters = windows.Select(w => _counters.GetOrAdd(w.Key, static _ => new Counter())).ToArray();
        var counts = new RateCount[windows.Count];
        var allowed = true;
        for (var i = 0; i < counters.Length; i++)
        {
            counts[i] = counters[i].TryTake(now, windows[i].Limit, windows[i].Seconds, out var taken);
            if (!taken)
            {
                allowed = false;
                for (var j = 0; j < i; j++)
                {
                    counters[j].GiveBack();
                    counts[j] = counts[j] with { Current = counts[j].Current - 1 };
                }
                break;
            }
        }
        if (_counters.Count > Remembered)
        {
            Forget(now);
        }
        return ValueTask.FromResult((allowed, counts));
    }

    private void Forget(long now)
    {
        foreach (var (key, counter) in _counters)
        {
            if (counter.IsOver(now))
            {
                _counters.TryRemove(key, out _);
            }
        }
        if (_counters.Count > Remembered)
        {
            _counters.Clear();
        }
    }

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private long _window;
        private long _length = 1;
        private long _current;
        private long _previous;

        public RateCount TryTake(long now, int limit, int seconds, out bool taken)
        {
            lock (_gate)
            {
                _length = seconds * 1000L;
                var window = now / _length;
                (_current, _previous) =
                    window == _window ? (_current, _previous)
                    : window == _window + 1 ? (0, _current)
                    : (0, 0);
                _window = window;
                var count = new RateCount(_current, _previous, now % _length / (double)_length);
                taken = count.HasRoom(limit);
                _current += taken ? 1 : 0;
                return count with { Current = _current };
            }
        }

        public void GiveBack()
        {
            lock (_gate)
            {
                _current = Math.Max(0, _current - 1);
            }
        }

        public bool IsOver(long now)
        {
            lock (_gate)
            {
                return now / _length > _window + 1;
            }
        }
    }
}
