namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Wakes the runners of this process when deliveries were added.</summary>
internal sealed class DeliverySignal
{
    private TaskCompletionSource _next = New();

    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Completes at the next <see cref="Raise"/>; take it before looking, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
