namespace Rupaya.Infrastructure.Messaging;

/// <summary>Which transport, and how hard it tries. Bound from <c>Messaging</c>.</summary>
internal sealed record MessagingOptions
{
    /// <summary><c>InProcess</c> (deliveries in PostgreSQL) or <c>RabbitMq</c>.</summary>
    public string Transport { get; init; } = "InProcess";

    /// <summary>False pauses the dispatcher of this process; what is written waits in the outbox.</summary>
    public bool Dispatch { get; init; } = true;

    /// <summary>Rows taken from the outbox at once.</summary>
    public int BatchSize { get; init; } = 200;

    /// <summary>Milliseconds between polls of the outbox; a commit of this process wakes the dispatcher at once.</summary>
    public int PollMs { get; init; } = 250;

    /// <summary>Milliseconds a publish may take until it counts as a failure of the environment.</summary>
    public int PublishTimeoutMs { get; init; } = 5000;

    /// <summary>Times an effect is tried before its message is dead.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Milliseconds before the second try; doubles with each further one, up to a minute.</summary>
    public int RetryMs { get; init; } = 200;

    /// <summary>Messages of one effect that run at once, where <see cref="Concurrency"/> does not say otherwise.</summary>
    public int DefaultConcurrency { get; init; } = 4;

    /// <summary>By name of the effect.</summary>
    public IReadOnlyDictionary<string, int> Concurrency { get; init; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["import-statement"] = 1 };

    public int ConcurrencyOf(string effect) => Concurrency.TryGetValue(effect, out var n) ? n : DefaultConcurrency;

    /// <summary>The pause after the given number of tries.</summary>
    public TimeSpan Backoff(int attempts) => TimeSpan.FromMilliseconds(Math.Min(60_000, RetryMs * Math.Pow(2, attempts - 1)));
}
