using System.Diagnostics.Metrics;
using System.Reflection;

namespace Rupaya.Infrastructure.Base;

/// <summary>What is done with the product and what state it is in, on the same meter as <see cref="Telemetry"/>. No label holds an id or an amount.</summary>
public static class UsageTelemetry
{
    private static readonly Meter Meter = new(Telemetry.MeterName);

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "rupaya.commits",
        "{commit}",
        "Commits to books by kind and op of what they are announced as."
    );

    private static readonly Counter<long> Imports = Meter.CreateCounter<long>(
        "rupaya.imports",
        "{import}",
        "Imports that ended, by result: completed, failed."
    );

    private static readonly Counter<long> ImportRows = Meter.CreateCounter<long>(
        "rupaya.imports.rows",
        "{row}",
        "Rows of the imports that completed."
    );

    internal static readonly Counter<long> HintsMerged = Meter.CreateCounter<long>(
        "rupaya.hints.merged",
        "{message}",
        "Events that were sent as a part of another one."
    );

    internal static readonly Counter<long> CacheErrors = Meter.CreateCounter<long>(
        "rupaya.cache.errors",
        "{call}",
        "Calls to Redis that were not answered in time."
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "rupaya.http.rejected",
        "{request}",
        "Requests that were answered with a problem, by its code as reason."
    );

    private static readonly Counter<long> DeprecatedCalls = Meter.CreateCounter<long>(
        "rupaya.deprecated.calls",
        "{request}",
        "Requests to operations that will go, by operation."
    );

    private static readonly Counter<long> Sandboxes = Meter.CreateCounter<long>(
        "rupaya.sandboxes",
        "{sandbox}",
        "Sandboxes that were opened."
    );

    /// <summary>Users who were there within the <c>window</c>: 1d, 30d.</summary>
    public static readonly Gauge<long> Users = Meter.CreateGauge<long>(
        "rupaya.users",
        "{user}",
        "Users who were there within the window: 1d, 30d."
    );

    /// <summary>Books, estimated where there are many.</summary>
    public static readonly Gauge<long> Books = Meter.CreateGauge<long>("rupaya.books", "{book}", "Books, estimated where there are many.");

    /// <summary>Seconds: age of the oldest change that a <c>projection</c> lacks.</summary>
    public static readonly Gauge<double> ProjectionLag = Meter.CreateGauge<double>(
        "rupaya.projection.lag",
        "s",
        "Age of the oldest change that a projection lacks, by projection."
    );

    /// <summary>What the last verification of all books found.</summary>
    public static readonly Gauge<long> VerifyDifferences = Meter.CreateGauge<long>(
        "rupaya.verify.differences",
        "{difference}",
        "What the last verification of all books found."
    );

    /// <summary>Seconds since that verification.</summary>
    public static readonly Gauge<double> VerifyAge = Meter.CreateGauge<double>("rupaya.verify.age", "s", "Since that verification.");

    /// <summary>Seconds since the newest backup.</summary>
    public static readonly Gauge<double> BackupAge = Meter.CreateGauge<double>(
        "rupaya.backup.age",
        "s",
        "Since the newest backup was made."
    );

    internal static readonly Gauge<double> CertificateExpiry = Meter.CreateGauge<double>(
        "rupaya.certificate.expiry",
        "s",
        "Until a server's certificate ends, by name."
    );

    private static readonly Gauge<long> QueueMessages = Meter.CreateGauge<long>(
        "rupaya.queue.messages",
        "{message}",
        "Messages by queue and state: ready, unacked, dead."
    );

    private static readonly Gauge<long> QueueConsumers = Meter.CreateGauge<long>(
        "rupaya.queue.consumers",
        "{consumer}",
        "Who takes from a queue."
    );

    private static readonly Gauge<long> DependencyUp = Meter.CreateGauge<long>(
        "rupaya.dependency.up",
        "{dependency}",
        "1 while a server that the process needs can be used; schema: while the process fits the database's."
    );

    private static readonly Gauge<long> BuildInfo = Meter.CreateGauge<long>(
        "rupaya.build_info",
        "{process}",
        "1, with the process's version, revision and role."
    );

    /// <summary>Lets counters begin at nothing, as <see cref="Telemetry.StartAtZero"/> does.</summary>
    internal static void StartAtZero()
    {
        HintsMerged.Add(0);
        CacheErrors.Add(0);
        ImportRows.Add(0);
        Sandboxes.Add(0);
        Imports.Add(0, Telemetry.Result("completed"));
        Imports.Add(0, Telemetry.Result("failed"));
    }

    /// <param name="role"><c>all</c>, <c>api</c> or <c>worker</c>.</param>
    internal static void Started(string role)
    {
        var built = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var (version, revision) = built?.Split('+', 2) is [var v, var r] ? (v, r) : (built ?? "unknown", "unknown");
        BuildInfo.Record(1, Tag("version", version), Tag("revision", revision), Tag("role", role));
    }

    /// <param name="cause">What a commit is announced as, such as <c>transaction.created</c>.</param>
    internal static void Committed(string cause)
    {
        var parts = cause.Split('.', 2);
        Commits.Add(1, Tag("kind", parts[0]), Tag("op", parts[^1]));
    }

    /// <summary>Somebody opened a sandbox.</summary>
    public static void SandboxOpened() => Sandboxes.Add(1);

    /// <summary>An import was completed with so many rows.</summary>
    public static void Imported(long rows)
    {
        Imports.Add(1, Telemetry.Result("completed"));
        ImportRows.Add(rows);
    }

    /// <summary>An import was given up.</summary>
    public static void ImportFailed() => Imports.Add(1, Telemetry.Result("failed"));

    internal static void DeprecatedCall(string operation) => DeprecatedCalls.Add(1, Tag("operation", operation));

    internal static void Rejected(string code) => Refusals.Add(1, Tag("reason", code));

    internal static void Queue(string name, long ready, long unacked, long dead, long consumers)
    {
        QueueMessages.Record(ready, Tag("queue", name), Tag("state", "ready"));
        QueueMessages.Record(unacked, Tag("queue", name), Tag("state", "unacked"));
        QueueMessages.Record(dead, Tag("queue", name), Tag("state", "dead"));
        QueueConsumers.Record(consumers, Tag("queue", name));
    }

    internal static void Dependency(string name, bool up) => DependencyUp.Record(up ? 1 : 0, Tag("dependency", name));

    /// <summary>A tag of a measurement.</summary>
    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
