namespace Rupaya.Infrastructure.Messaging;

/// <summary>What follows from a message; free of any bus. One effect has one queue, so a failing one never re-runs another.</summary>
/// <typeparam name="TMessage">A contract.</typeparam>
public interface IEffect<in TMessage>
    where TMessage : class
{
    /// <summary>May run more than once for a message, and late: what it does must be the same then.</summary>
    Task HandleAsync(TMessage message, CancellationToken cancellation);
}

/// <summary>
/// An effect for which many waiting messages are no more work than one: hints of the same book fold once. When a batch fails, each of its
/// messages runs alone, so that one bad message costs the others nothing.
/// </summary>
/// <typeparam name="TMessage">A contract.</typeparam>
public interface IBatchEffect<in TMessage>
    where TMessage : class
{
    /// <summary>May run more than once for a message, late, and in any order: what it does must be the same then.</summary>
    Task HandleAsync(IReadOnlyList<TMessage> messages, CancellationToken cancellation);
}

/// <summary>No further try would help: the message is dead at once.</summary>
internal sealed class PermanentFailureException(string message, Exception? inner) : Exception(message, inner);

/// <summary>How hard an effect works where the settings (<c>Messaging:Effects:&lt;name&gt;</c>) do not say otherwise.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EffectDefaultsAttribute : Attribute
{
    /// <summary>Messages, or batches, that run at once in a process; 0 for the general default.</summary>
    public int Concurrency { get; init; }

    /// <summary>Times a message is tried before it is dead; 0 for the general default.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Milliseconds before the second try; 0 for the general default.</summary>
    public int RetryMs { get; init; }
}
