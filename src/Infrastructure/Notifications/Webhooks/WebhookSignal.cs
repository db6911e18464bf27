using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>Wakes the sender of this process when deliveries were planned. A lost or surplus signal is harmless: the sender polls as well.</summary>
internal sealed class WebhookSignal
{
    private readonly OutboxSignal _signal = new();

    public void Raise() => _signal.Raise();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _signal.WaitAsync(atMost, cancellation);
}
