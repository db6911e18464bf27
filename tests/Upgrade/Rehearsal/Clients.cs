using Rupaya.Chaos;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>Sixteen clients, each with a connection that it keeps: one after the other they write, with an idempotency key, and read.</summary>
internal sealed class Clients(Uri api, string hookUrl, History history) : IDisposable
{
    private const int Count = 16;
    private const int Seed = 20261126;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly List<Actor> _actors = [.. Enumerable.Range(0, Count).Select(i => new Actor(api, history, (Seed * 100) + i))];
    private volatile bool _resting;
    private Task _working = Task.CompletedTask;

    public IReadOnlyList<Actor> Actors => _actors;

    /// <summary>Requests that were answered, and attempts that were not or with something that is no answer to them.</summary>
    public (int Answered, int Failed) Counts => (history.Acknowledged, history.Ambiguous + history.Unclassified.Count);

    public async Task SignUpAsync()
    {
        foreach (var actor in _actors)
        {
            await actor.SignUpAsync(hookUrl);
        }
    }

    public void Begin() => _working = Task.WhenAll(_actors.Select(WorkAsync));

    /// <summary>Returns when every client knows what became of its last request.</summary>
    public Task RestAsync()
    {
        _resting = true;
        return _working;
    }

    public void Dispose() => _actors.ForEach(a => a.Dispose());

    private async Task WorkAsync(Actor actor)
    {
        while (!_resting)
        {
            await actor.StepAsync();
            await actor.ReadAsync();
            await Task.Delay(Pause);
        }
    }
}
