using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>Two places behind a balancer, one at work: its successor starts in the other one, with the settings of that moment.</summary>
internal sealed class Places : IAsyncDisposable
{
    private readonly Dictionary<string, int> _ports;
    private readonly string _logs;
    private readonly TrialStore _store;
    private readonly Balancer _balancer;
    private Stage _current;

    private Places(Dictionary<string, int> ports, string logs, TrialStore store, Balancer balancer, Stage current) =>
        (_ports, _logs, _store, _balancer, _current) = (ports, logs, store, balancer, current);

    public Uri Address => _balancer.Address;

    public static async Task<Places> StartAsync(string haproxy, string logs, TrialStore store)
    {
        var ports = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = Loopback.FreePort(), ["b"] = Loopback.FreePort() };
        var first = new Stage("a", BuiltRelease.This, store.Settings(), ports["a"], logs);
        await first.StartWorkerAsync();
        await first.StartApiAsync();
        var balancer = await Balancer.StartAsync(
            haproxy,
            logs,
            Loopback.FreePort(),
            ports,
            new Dictionary<string, int>(StringComparer.Ordinal)
        );
        return new Places(ports, logs, store, balancer, first);
    }

    /// <summary>Workers first, then the API.</summary>
    public async Task ReplaceAsync()
    {
        var place = _current.Place == "a" ? "b" : "a";
        var next = new Stage(place, BuiltRelease.This, _store.Settings(), _ports[place], _logs);
        await next.StartWorkerAsync();
        await _current.StopWorkerAsync();
        await next.StartApiAsync();
        await next.TakeOverAsync(_current, _balancer);
        await _current.DisposeAsync();
        _current = next;
    }

    public async ValueTask DisposeAsync()
    {
        await _balancer.DisposeAsync();
        await _current.DisposeAsync();
    }
}
