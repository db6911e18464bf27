using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Messaging.Operations;

/// <summary>A queue of an effect, as an operator sees it; the same on both transports.</summary>
/// <param name="Name">Such as <c>rupaya.project-ledger</c>.</param>
/// <param name="Ready">Messages that wait.</param>
/// <param name="Unacked">Messages that run.</param>
/// <param name="Consumers">Who takes from it; in process, how many this process runs at once.</param>
/// <param name="DeadLettered">Messages that were given up.</param>
public sealed record QueueState(string Name, long Ready, long Unacked, long Consumers, long DeadLettered);

/// <summary>What an operator can see of and do to a transport's queues.</summary>
internal interface IQueueOperations
{
    /// <summary>All queues of this build; null when the broker does not answer.</summary>
    Task<IReadOnlyList<QueueState>?> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Puts the dead letters that are there now back into their queue, in their order. What dies again meanwhile is not taken up again.
    /// </summary>
    /// <returns>How many; 503 <c>broker_unavailable</c> when the broker does not answer, and what was moved by then stays moved.</returns>
    Task<Result<int>> RedriveAsync(EffectDescriptor effect, CancellationToken cancellation);
}
