namespace Rupaya.Load.Gates;

/// <summary>What the product's metrics say of its cached figures.</summary>
internal static class CacheAnswers
{
    private const string Metric = "rupaya_cache_answers_total";

    /// <summary>The share of answers between two readings that nobody had to compute; null without any.</summary>
    public static double? HitRate(ServerMetrics before, ServerMetrics after)
    {
        var all = Between(null);
        return all == 0 ? null : (Between("result=\"hit\"") + Between("result=\"not_modified\"")) / all;

        double Between(string? label) => after.Sum(Metric, label) - before.Sum(Metric, label);
    }
}
