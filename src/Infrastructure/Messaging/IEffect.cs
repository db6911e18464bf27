namespace Rupaya.Infrastructure.Messaging;

/// <summary>What follows from a message; free of any bus. One effect has one queue, so a failing one never re-runs another.</summary>
/// <typeparam name="TMessage">A contract.</typeparam>
internal interface IEffect<in TMessage>
    where TMessage : class
{
    /// <summary>May run more than once for a message, and late: what it does must be the same then.</summary>
    Task HandleAsync(TMessage message, CancellationToken cancellation);
}
