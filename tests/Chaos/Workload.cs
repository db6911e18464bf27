namespace Rupaya.Chaos;

/// <summary>Actors that write all the time, until they are asked to rest.</summary>
internal sealed class Workload(Uri api, string hookUrl, History history, int seed) : IDisposable
{
    private const int Count = 8;
    private const int Hurried = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

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

    /// <summary>
    /// Hurries, then goes on slowly: a fault that lasts long on a busy machine would otherwise leave more behind than such a machine can work off
    /// while the checks wait.
    /// </summary>
    private async Task WorkAsync(Actor actor)
    {
        for (var i = 0; !_resting; i++)
        {
            await actor.StepAsync();
            await Task.Delay(i < Hurried ? Pause : LongPause);
        }
    }
}
