namespace Rupaya.Chaos;

/// <summary>Actors that write all the time, until they are asked to rest.</summary>
internal sealed class Workload(Uri api, string hookUrl, History history, int seed) : IDisposable
{
    private const int Count = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<Actor> _actors = [.. Enumerable.Range(0, Count).Select(i => new Actor(api, history, (seed * 100) + i))];
    private volatile bool _resting;
    private Task _working = Task.CompletedTask;

    public IReadOnlyList<Actor> Actors => _actors;

    public async Task SignUpAsync()
    {
        foreach (var actor in _actors)
        {
            await actor.SignUpAsync(hookUrl);
        }
    }

    public void Begin()
    {
        _resting = false;
        _working = Task.WhenAll(_actors.Select(WorkAsync));
    }

    /// <summary>Returns when every actor knows what became of its last write.</summary>
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
            await Task.Delay(Pause);
        }
    }
}
