namespace Rupaya.Load.Gates;

/// <summary>How long the product stood still while garbage was collected, by the runtime's own count.</summary>
/// <param name="Collections">How many there were, of all generations.</param>
/// <param name="MeanMs">Milliseconds each took on average.</param>
/// <param name="WorstSecondMs">Milliseconds of the second with most of them: no single one was longer.</param>
/// <param name="Share">The share of the run's time.</param>
internal sealed record Pauses(long Collections, double MeanMs, double WorstSecondMs, double Share)
{
    /// <param name="readings">Of each second, with when it was taken.</param>
    public static Pauses Of(IReadOnlyList<(TimeSpan At, ServerMetrics Metrics)> readings)
    {
        var paused = readings.Select(r => r.Metrics.Sum("dotnet_gc_pause_time_seconds_total")).ToList();
        var collections = (long)(Collected(readings[^1].Metrics) - Collected(readings[0].Metrics));
        var total = paused[^1] - paused[0];
        return new Pauses(
            collections,
            collections == 0 ? 0 : total * 1000 / collections,
            paused.Zip(paused.Skip(1), (a, b) => b - a).DefaultIfEmpty().Max() * 1000,
            total / Math.Max((readings[^1].At - readings[0].At).TotalSeconds, 0.001)
        );
    }

    private static double Collected(ServerMetrics metrics) => metrics.Sum("dotnet_gc_collections_total");
}
