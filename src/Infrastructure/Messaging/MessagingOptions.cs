using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Which transport, and how hard it tries. Bound from <c>Messaging</c>.</summary>
public sealed record MessagingOptions
{
    /// <summary>Messages are delivered by the processes themselves, over PostgreSQL.</summary>
    public const string InProcess = "InProcess";

    /// <summary>Messages go through RabbitMQ.</summary>
    public const string RabbitMq = "RabbitMq";

    /// <summary><c>InProcess</c> (deliveries in PostgreSQL) or <c>RabbitMq</c>.</summary>
    public string Transport { get; init; } = InProcess;

    /// <summary>False pauses the dispatcher of this process; what is written waits in the outbox.</summary>
    public bool Dispatch { get; init; } = true;

    /// <summary>Rows taken from the outbox at once: what a dispatcher holds in memory, however many wait.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Milliseconds between polls of the outbox; a commit of this process wakes the dispatcher at once.</summary>
    public int PollMs { get; init; } = 250;

    /// <summary>Milliseconds a publish may take until it counts as a failure of the environment.</summary>
    public int PublishTimeoutMs { get; init; } = 5000;

    /// <summary>Seconds that queues may stay undeclared while the broker answers; after them the bus is started anew.</summary>
    public int StuckSeconds { get; init; } = 60;

    /// <summary>Times an effect is tried before its message is dead.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Milliseconds before the second try; doubles with each further one, up to five minutes.</summary>
    public int RetryMs { get; init; } = 200;

    /// <summary>Messages of one effect that run at once in a process.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Messages that an effect which takes many at once is given together.</summary>
    public int EffectBatch { get; init; } = 100;

    /// <summary>Settings of one effect, by its name; they win over the general ones.</summary>
    public IReadOnlyDictionary<string, EffectOptions> Effects { get; init; } =
        new Dictionary<string, EffectOptions>(StringComparer.Ordinal);

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Transport is not (InProcess or RabbitMq)
            ? $"Messaging:Transport must be {InProcess} or {RabbitMq}, not {Transport}."
            : Span.Problem(
                new("Messaging:BatchSize", BatchSize, 1, 100_000),
                new("Messaging:PollMs", PollMs, 1, 60_000),
                new("Messaging:PublishTimeoutMs", PublishTimeoutMs, 1, 600_000),
                new("Messaging:StuckSeconds", StuckSeconds, 1, 86_400),
                new("Messaging:MaxAttempts", MaxAttempts, 1, 1000),
                new("Messaging:RetryMs", RetryMs, 0, 86_400_000),
                new("Messaging:Concurrency", Concurrency, 1, 1000),
                new("Messaging:EffectBatch", EffectBatch, 1, 100_000)
            ) ?? Effects.Select(e => e.Value.Problem($"Messaging:Effects:{e.Key}")).FirstOrDefault(p => p is not null);

    /// <summary>What holds for an effect: its own settings, else its defaults, else the general ones.</summary>
    public EffectPolicy For(EffectDescriptor effect)
    {
        var own = Effects.GetValueOrDefault(effect.Name) ?? new EffectOptions();
        var batch = effect.IsBatch ? Math.Max(1, own.Batch ?? EffectBatch) : 1;
        var concurrency = Math.Max(1, own.Concurrency ?? (effect.Defaults.Concurrency > 0 ? effect.Defaults.Concurrency : Concurrency));
        return new EffectPolicy(
            concurrency,
            batch,
            Math.Max(1, own.Prefetch ?? (batch == 1 ? concurrency : concurrency * batch * 2)),
            Math.Max(1, own.MaxAttempts ?? (effect.Defaults.MaxAttempts > 0 ? effect.Defaults.MaxAttempts : MaxAttempts)),
            own.RetryMs ?? (effect.Defaults.RetryMs > 0 ? effect.Defaults.RetryMs : RetryMs)
        );
    }
}

/// <summary>Bound from <c>Messaging:Effects:&lt;name&gt;</c>; what is not set is as for all.</summary>
public sealed record EffectOptions
{
    /// <summary>How many messages of the effect run at once in a process.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many messages it takes at once.</summary>
    public int? Batch { get; init; }

    /// <summary>How many messages a process may hold.</summary>
    public int? Prefetch { get; init; }

    /// <summary>After how many failures a message is put aside.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Milliseconds until the second attempt.</summary>
    public int? RetryMs { get; init; }

    /// <param name="section">Where the settings are.</param>
    public string? Problem(string section) =>
        Span.Problem(
            new($"{section}:Concurrency", Concurrency, 1, 1000),
            new($"{section}:Batch", Batch, 1, 100_000),
            new($"{section}:Prefetch", Prefetch, 1, 65_535),
            new($"{section}:MaxAttempts", MaxAttempts, 1, 1000),
            new($"{section}:RetryMs", RetryMs, 0, 86_400_000)
        );
}

/// <param name="Concurrency">Messages, or batches, that run at once in a process.</param>
/// <param name="Batch">Messages handed over together; 1 for an effect that takes one at a time.</param>
/// <param name="Prefetch">Messages a process holds unacknowledged.</param>
/// <param name="MaxAttempts">Tries before a message is dead.</param>
/// <param name="RetryMs">Milliseconds before the second try.</param>
public sealed record EffectPolicy(int Concurrency, int Batch, int Prefetch, int MaxAttempts, int RetryMs)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The pause after the given number of tries.</summary>
    public TimeSpan Backoff(int attempts) =>
        TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, RetryMs * Math.Pow(2, attempts - 1)));

    /// <summary>The pauses between all tries.</summary>
    public TimeSpan[] Backoffs() => [.. Enumerable.Range(1, MaxAttempts - 1).Select(Backoff)];
}
