using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rupaya.Infrastructure.Base;

/// <summary>The product's own instruments, on the meter <c>Rupaya</c>.</summary>
public static class Telemetry
{
    internal const string MeterName = "Rupaya";

    /// <summary>The product's own spans; those of ASP.NET Core, Npgsql and MassTransit come from their own sources.</summary>
    internal static readonly ActivitySource Traces = new(MeterName);

    private static readonly Meter Meter = new(MeterName);
    private static long _outboxPending;
    private static double _outboxOldestAge;
    private static long _outboxDead;

    internal static readonly Counter<long> CacheAnswers = Counter(
        "rupaya.cache.answers",
        "{answer}",
        "Answers of figures by figure and result: hit, miss, shared (with another's miss), not_modified."
    );

    internal static readonly Counter<long> Dispatched = Counter(
        "rupaya.outbox.dispatched",
        "{message}",
        "Outbox rows handed to the transport."
    );

    internal static readonly Counter<long> Effects = Counter(
        "rupaya.effects",
        "{run}",
        "Effect runs by effect and result: done, failed, dead."
    );

    // OpenTelemetry's messaging conventions.
    private static readonly Counter<long> SentMessages = Counter(
        "messaging.client.sent.messages",
        "{message}",
        "Messages handed to the transport."
    );

    private static readonly Histogram<double> SendDuration = Histogram(
        "messaging.client.operation.duration",
        "How long a hand-over to the transport took."
    );

    private static readonly Histogram<double> ProcessDuration = Histogram(
        "messaging.process.duration",
        "How long an effect ran, by its queue and, where it failed, the kind of failure."
    );

    /// <summary>Requests to webhooks by <c>result</c>: delivered, failed.</summary>
    public static readonly Counter<long> Webhooks = Counter(
        "rupaya.webhooks.attempts",
        "{attempt}",
        "Requests to webhooks by result: delivered, failed."
    );

    internal static readonly Counter<long> Mails = Counter("rupaya.mails", "{mail}", "Mails by result: sent, refused, undeliverable.");

    internal static readonly Histogram<double> PublishLatency = Histogram("rupaya.outbox.latency", "From a row's commit to its hand-over.");

    internal static readonly Histogram<double> EffectLag = Histogram(
        "rupaya.effects.lag",
        "From a contract's commit to the end of an effect, by effect."
    );

    internal static readonly Counter<long> SecurityEvents = Counter(
        "rupaya.security.events",
        "{event}",
        "Audited events by event; signin.failed and mfa.failed are the failed attempts."
    );

    internal static readonly Histogram<double> PasswordWait = Histogram(
        "rupaya.passwords.wait",
        "How long a password waited for its turn to be hashed."
    );

    private static readonly Counter<long> Signins = Counter(
        "rupaya.signins",
        "{sign-in}",
        "Sign-ins by method (password, passkey, oidc:NAME) and outcome: succeeded, challenged, failed, refused."
    );

    internal static readonly Histogram<double> OidcDuration = Histogram(
        "rupaya.oidc",
        "How long a provider took to redeem a code, by provider."
    );

    internal static readonly Counter<long> RateLimited = Counter(
        "rupaya.ratelimit.refused",
        "{request}",
        "Requests refused by a limit, by policy."
    );

    internal static readonly Counter<long> RateLimitFallbacks = Counter(
        "rupaya.ratelimit.fallbacks",
        "{request}",
        "Requests counted in this process only, because Redis did not answer."
    );

    static Telemetry()
    {
        Meter.CreateObservableGauge(
            "rupaya.outbox.pending",
            () => Interlocked.Read(ref _outboxPending),
            "{message}",
            "Outbox rows that wait for a hand-over."
        );
        Meter.CreateObservableGauge(
            "rupaya.outbox.oldest_age",
            () => Volatile.Read(ref _outboxOldestAge),
            "s",
            "Age of the oldest of them."
        );
        Meter.CreateObservableGauge(
            "rupaya.outbox.dead",
            () => Interlocked.Read(ref _outboxDead),
            "{message}",
            "Outbox rows and deliveries that were given up."
        );
    }

    /// <summary>
    /// Lets counters begin at nothing instead of at their first event: from an increase by one from nothing at all, nobody can tell that the first
    /// thing failed.
    /// </summary>
    /// <param name="effects">The effects of this build.</param>
    /// <param name="figures">Its figures.</param>
    internal static void StartAtZero(IEnumerable<string> effects, IEnumerable<string> figures)
    {
        Dispatched.Add(0);
        RateLimitFallbacks.Add(0);
        // Labels in the order in which they are counted with: another order would be another series.
        foreach (var effect in effects)
        {
            Each(["done", "failed", "dead"], result => Effects.Add(0, Effect(effect), Result(result)));
        }
        foreach (var figure in figures)
        {
            Each(["hit", "miss", "shared", "not_modified"], result => CacheAnswers.Add(0, Result(result), Figure(figure)));
        }
        Each(["delivered", "failed"], result => Webhooks.Add(0, Result(result)));
        Each(["sent", "refused", "undeliverable"], result => Mails.Add(0, Result(result)));
        Each(
            ["signin.failed", "signin.locked", "signin.refused", "mfa.failed", "token.reused"],
            name => SecurityEvents.Add(0, new KeyValuePair<string, object?>("event", name))
        );
        Each(
            ["public", "auth", "sensitive", "user", "burst"],
            policy => RateLimited.Add(0, new KeyValuePair<string, object?>("policy", policy))
        );
    }

    internal static KeyValuePair<string, object?> Figure(string name) => new("figure", name);

    internal static KeyValuePair<string, object?> Effect(string name) => new("effect", name);

    /// <summary>The tag <c>result</c> of a measurement.</summary>
    public static KeyValuePair<string, object?> Result(string result) => new("result", result);

    /// <summary>Rows were handed over together, as so many messages.</summary>
    internal static void Sent(string system, int rows, int count, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("messaging.system", system);
        Dispatched.Add(rows);
        SentMessages.Add(count, tag);
        SendDuration.Record(took.TotalSeconds, tag, new KeyValuePair<string, object?>("messaging.operation.name", "publish"));
    }

    /// <summary>Somebody tried to sign in.</summary>
    /// <param name="method">What they began with.</param>
    /// <param name="outcome">succeeded, challenged, failed or refused.</param>
    internal static void SignedIn(string method, string outcome) =>
        Signins.Add(1, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>An effect ran.</summary>
    internal static void Processed(string queue, TimeSpan took, Exception? failure)
    {
        var tag = new KeyValuePair<string, object?>("messaging.destination.name", queue);
        if (failure is null)
        {
            ProcessDuration.Record(took.TotalSeconds, tag);
        }
        else
        {
            ProcessDuration.Record(took.TotalSeconds, tag, new KeyValuePair<string, object?>("error.type", failure.GetType().Name));
        }
    }

    internal static void SetOutbox(long pending, double oldestAgeSeconds, long dead)
    {
        Interlocked.Exchange(ref _outboxPending, pending);
        Volatile.Write(ref _outboxOldestAge, oldestAgeSeconds);
        Interlocked.Exchange(ref _outboxDead, dead);
    }

    private static void Each(string[] values, Action<string> begin) => Array.ForEach(values, begin);

    private static Counter<long> Counter(string name, string unit, string description) =>
        Meter.CreateCounter<long>(name, unit, description);

    private static Histogram<double> Histogram(string name, string description) => Meter.CreateHistogram<double>(name, "s", description);
}
