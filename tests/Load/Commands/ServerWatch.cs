using System.Diagnostics;
using Rupaya.Load.Gates;

namespace Rupaya.Load.Commands;

/// <summary>Reads the product's metrics before a run, each second of it, and after it.</summary>
internal sealed class ServerWatch(Uri metrics)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(TimeSpan At, ServerMetrics Metrics)> _readings = [];

    /// <summary>Returns when <paramref name="over"/> says so, with the last reading taken.</summary>
    public async Task WatchAsync(CancellationToken over)
    {
        try
        {
            while (true)
            {
                await ReadAsync();
                await Task.Delay(TimeSpan.FromSeconds(1), over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            await ReadAsync();
        }
    }

    public double? HitRate => _readings.Count == 0 ? null : CacheAnswers.HitRate(_readings[0].Metrics, _readings[^1].Metrics);

    public Pauses? Pauses => _readings.Count == 0 ? null : Pauses.Of(_readings);

    // A second in which nothing answers is one that the run itself shows.
    private async Task ReadAsync()
    {
        try
        {
            _readings.Add((Stopwatch.GetElapsedTime(_start), await ServerMetrics.ReadAsync(metrics)));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { }
    }
}
