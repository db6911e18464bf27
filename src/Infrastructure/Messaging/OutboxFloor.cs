namespace Rupaya.Infrastructure.Messaging;

/// <summary>
/// Where a poll starts. Under somebody's long-running snapshot deleted rows pile up at the front of the index and each poll would walk over
/// them; so polls start from what was seen 30 seconds ago, and every 30 seconds one scans everything, because ids are not taken in the
/// order of commits.
/// </summary>
internal sealed class OutboxFloor(TimeProvider clock)
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    private readonly Queue<(DateTimeOffset At, long Id)> _seen = new();
    private long _floor;
    private long _highest;
    private DateTimeOffset _lastFullScan;

    /// <summary>The id above which the next poll looks.</summary>
    public long Next()
    {
        var now = clock.GetUtcNow();
        if (now - _lastFullScan >= Lag)
        {
            _lastFullScan = now;
            return 0;
        }
        while (_seen.TryPeek(out var oldest) && now - oldest.At >= Lag)
        {
            _floor = Math.Max(_floor, _seen.Dequeue().Id);
        }
        return _floor;
    }

    /// <summary>Notes the highest id of a poll; null when it found nothing.</summary>
    public void Saw(long? highest)
    {
        if (highest > _highest)
        {
            _highest = highest.Value;
            _seen.Enqueue((clock.GetUtcNow(), _highest));
        }
    }

    /// <summary>A row was seen but not delivered: polls must find it again.</summary>
    public void LeftBehind(long id)
    {
        _floor = Math.Min(_floor, id - 1);
        _seen.Clear();
        _highest = 0;
    }
}
