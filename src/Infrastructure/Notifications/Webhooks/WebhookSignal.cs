using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>Wakes the sender of this process when deliveries were planned. A lost or surplus signal is harmless: the sender polls as well.</summary>
public sealed class WebhookSignal
{
    private readonly OutboxSignal _signal = new();

    /// <summary>A delivery was committed.</summary>
    public void Raise() => _signal.Raise();

    /// <summary>Returns when a signal came or the time is over, whichever is first.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _signal.WaitAsync(atMost, cancellation);
}
