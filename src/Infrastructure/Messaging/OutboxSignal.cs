using System.Threading.Channels;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Wakes the dispatcher of this process right after a commit. A lost or surplus signal is harmless: the dispatcher polls as well.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>Something was put into the outbox and committed.</summary>
    public void Raise() => _wake.Writer.TryWrite(true);

    /// <summary>Returns when a signal came or the time is over, whichever is first.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(atMost);
        try
        {
            await _wake.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The poll: time is over without a signal.
        }
    }
}
