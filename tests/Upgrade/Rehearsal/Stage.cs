using System.Diagnostics;
using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>A release in its place: a worker, and an API behind the balancer.</summary>
/// <param name="place">Its name at the balancer.</param>
/// <param name="release">The build.</param>
/// <param name="settings">Its settings.</param>
/// <param name="port">Where its API listens.</param>
/// <param name="logs">The folder for its logs.</param>
internal sealed class Stage(string place, BuiltRelease release, IReadOnlyDictionary<string, string?> settings, int port, string logs)
    : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    private ReleaseProcess? _api;
    private ReleaseProcess? _worker;

    public string Place => place;

    public BuiltRelease Release => release;

    public async Task StartWorkerAsync() => _worker = await ReleaseProcess.StartAsync(release, "work", settings, logs);

    public async Task StartApiAsync() => _api = await ReleaseProcess.StartAsync(release, "serve", settings, logs, port);

    public async Task StopWorkerAsync()
    {
        await _worker!.StopAsync();
        await _worker.DisposeAsync();
        _worker = null;
    }

    /// <summary>
    /// From now on this release gets the requests. The other one ends when it has none under way: the drain is what counts, never a process's own
    /// shutdown.
    /// </summary>
    /// <returns>How long the other one had requests, and how long it took to end after the signal.</returns>
    public async Task<(TimeSpan Drained, TimeSpan Gone)> TakeOverAsync(Stage other, Balancer balancer)
    {
        await balancer.OpenAsync(place);
        await balancer.DrainAsync(other.Place);
        var draining = Stopwatch.StartNew();
        while (await balancer.SessionsAsync(other.Place) > 0 && draining.Elapsed < DrainLimit)
        {
            await Task.Delay(50);
        }
        // Counted twice, so that a request which was just being handed over is seen.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        while (await balancer.SessionsAsync(other.Place) > 0 && draining.Elapsed < DrainLimit)
        {
            await Task.Delay(50);
        }
        var drained = draining.Elapsed;
        var gone = await other._api!.StopAsync();
        await other._api.DisposeAsync();
        other._api = null;
        return (drained, gone);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _api, _worker }.OfType<ReleaseProcess>())
        {
            await process.DisposeAsync();
        }
    }
}
