using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>
/// Brings messages together that a broker hands over one by one. Nobody waits for company: the first runs at once, and what arrives meanwhile
/// runs together after it.
/// </summary>
internal sealed class EffectBatcher(EffectRunner runner, IOptions<MessagingOptions> options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<EffectDescriptor, Lazy<EffectQueue>> _lanes = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Null when it is done, else what was thrown.</summary>
    public async Task<Exception?> RunAsync(EffectDescriptor effect, EffectInput input, CancellationToken cancellation)
    {
        var policy = options.Value.For(effect);
        if (policy.Batch == 1)
        {
            return (await runner.RunAsync(effect, [input], cancellation))[0];
        }
        var lane = _lanes.GetOrAdd(effect, e => new Lazy<EffectQueue>(() => new EffectQueue(runner, e, policy, _stop.Token))).Value;
        return await lane.RunAsync(input).WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var lane in _lanes.Values.Where(l => l.IsValueCreated))
        {
            await lane.Value.Ended;
        }
        _stop.Dispose();
    }

    private sealed class EffectQueue
    {
        private readonly Channel<(EffectInput Input, TaskCompletionSource<Exception?> Done)> _waiting = Channel.CreateUnbounded<(
            EffectInput,
            TaskCompletionSource<Exception?>
        )>();

        public EffectQueue(EffectRunner runner, EffectDescriptor effect, EffectPolicy policy, CancellationToken stop) =>
            Ended = Task.WhenAll(Enumerable.Range(0, policy.Concurrency).Select(_ => Start(runner, effect, policy.Batch, stop)));

        public Task Ended { get; }

        public Task<Exception?> RunAsync(EffectInput input)
        {
            var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Writer.TryWrite((input, done));
            return done.Task;
        }

        // Outside of whatever message happens to come first: its trace is not that of all others.
        private Task Start(EffectRunner runner, EffectDescriptor effect, int atMost, CancellationToken stop)
        {
            using (ExecutionContext.SuppressFlow())
            {
                return Task.Run(() => PumpAsync(runner, effect, atMost, stop), CancellationToken.None);
            }
        }

        private async Task PumpAsync(EffectRunner runner, EffectDescriptor effect, int atMost, CancellationToken stop)
        {
            var batch = new List<(EffectInput Input, TaskCompletionSource<Exception?> Done)>(atMost);
            while (
                await _waiting
                    .Reader.WaitToReadAsync(stop)
                    .AsTask()
                    .ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default)
            )
            {
                batch.Clear();
                while (batch.Count < atMost && _waiting.Reader.TryRead(out var next))
                {
                    batch.Add(next);
                }
                if (batch.Count == 0)
                {
                    continue;
                }
                await RunAsync(runner, effect, batch, stop);
            }
        }

        private static async Task RunAsync(
            EffectRunner runner,
            EffectDescriptor effect,
            List<(EffectInput Input, TaskCompletionSource<Exception?> Done)> batch,
            CancellationToken stop
        )
        {
            Exception?[] failures;
            try
            {
                failures = await runner.RunAsync(effect, [.. batch.Select(b => b.Input)], stop);
            }
            catch (Exception e)
            {
                failures = [.. batch.Select(_ => e)];
            }
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.TrySetResult(failures[i]);
            }
        }
    }
}
