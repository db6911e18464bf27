using System.Diagnostics.Metrics;

namespace Rupaya.Infrastructure.Base;

/// <summary>What housekeeping removed, on the same meter as <see cref="Telemetry"/>.</summary>
public static class HousekeepingTelemetry
{
    private static readonly Meter Meter = new(Telemetry.MeterName);

    // Not "job": that is Prometheus' own word for what it scrapes.
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "rupaya.housekeeping.rows",
        "{row}",
        "Rows whose time was over, by the task that removed them."
    );

    /// <summary>Rows went; also called with none, so that the counter begins at nothing.</summary>
    public static void Removed(string task, long rows) => Rows.Add(rows, new KeyValuePair<string, object?>("task", task));
}
