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

    /// <summary>Answers of figures by <c>figure</c> and <c>result</c>: hit, miss, shared (with another's miss), not_modified.</summary>
    internal static readonly Counter<long> CacheAnswers = Meter.CreateCounter<long>("rupaya.cache.answers", "{answer}");

    /// <summary>Outbox rows handed to the transport.</summary>
    internal static readonly Counter<long> Dispatched = Meter.CreateCounter<long>("rupaya.outbox.dispatched", "{message}");

    /// <summary>Effect runs by <c>effect</c> and <c>result</c>: done, failed, dead.</summary>
    internal static readonly Counter<long> Effects = Meter.CreateCounter<long>("rupaya.effects", "{run}");

    /// <summary>OpenTelemetry messaging conventions: messages handed to the transport, by <c>messaging.system</c>.</summary>
    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}");

    /// <summary>OpenTelemetry messaging conventions: how long a hand-over took, by <c>messaging.system</c>.</summary>
    private static readonly Histogram<double> SendDuration = Meter.CreateHistogram<double>("messaging.client.operation.duration", "s");

    /// <summary>OpenTelemetry messaging conventions: how long an effect ran, by <c>messaging.destination.name</c> and <c>error.type</c>.</summary>
    private static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>("messaging.process.duration", "s");

    /// <summary>Requests to webhooks by <c>result</c>: delivered, failed, refused.</summary>
    public static readonly Counter<long> Webhooks = Meter.CreateCounter<long>("rupaya.webhooks.attempts", "{attempt}");

    /// <summary>Mails by <c>result</c>: sent, refused.</summary>
    internal static readonly Counter<long> Mails = Meter.CreateCounter<long>("rupaya.mails", "{mail}");

    /// <summary>From a row's commit to its hand-over.</summary>
    internal static readonly Histogram<double> PublishLatency = Meter.CreateHistogram<double>("rupaya.outbox.latency", "s");

    /// <summary>From a contract's commit to the end of an effect, by <c>effect</c>.</summary>
    internal static readonly Histogram<double> EffectLag = Meter.CreateHistogram<double>("rupaya.effects.lag", "s");

    /// <summary>Audited events by <c>event</c>; <c>signin.failed</c> and <c>mfa.failed</c> are the failed attempts.</summary>
    internal static readonly Counter<long> SecurityEvents = Meter.CreateCounter<long>("rupaya.security.events", "{event}");

    /// <summary>How long a password waited for its turn to be hashed.</summary>
    internal static readonly Histogram<double> PasswordWait = Meter.CreateHistogram<double>("rupaya.passwords.wait", "s");

    /// <summary>Requests refused by a limit, by <c>policy</c>.</summary>
    internal static readonly Counter<long> RateLimited = Meter.CreateCounter<long>("rupaya.ratelimit.refused", "{request}");

    /// <summary>Requests counted in this process only, because Redis did not answer.</summary>
    internal static readonly Counter<long> RateLimitFallbacks = Meter.CreateCounter<long>("rupaya.ratelimit.fallbacks", "{request}");

    static Telemetry()
    {
        Meter.CreateObservableGauge("rupaya.outbox.pending", () => Interlocked.Read(ref _outboxPending), "{message}");
        Meter.CreateObservableGauge("rupaya.outbox.oldest_age", () => Volatile.Read(ref _outboxOldestAge), "s");
        Meter.CreateObservableGauge("rupaya.outbox.dead", () => Interlocked.Read(ref _outboxDead), "{message}");
    }

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
}
