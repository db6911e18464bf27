using System.Globalization;

namespace Rupaya.Load.Gates;

/// <summary>What the product's metrics say of its cached figures.</summary>
internal static class CacheAnswers
{
    private const string Metric = "rupaya_cache_answers";

    /// <summary>Answers so far, by result: hit, miss, shared, not_modified.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n')
            .Where(l => l.StartsWith(Metric, StringComparison.Ordinal) && l.Contains("result=\"", StringComparison.Ordinal))
            .GroupBy(l => l.Split("result=\"")[1].Split('"')[0], StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)),
                StringComparer.Ordinal
            );
    }

    /// <summary>The share of answers between two readings that nobody had to compute; null without any.</summary>
    public static double? HitRate(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after)
    {
        var counts = after.ToDictionary(a => a.Key, a => a.Value - before.GetValueOrDefault(a.Key), StringComparer.Ordinal);
        var all = counts.Values.Sum();
        return all == 0 ? null : (counts.GetValueOrDefault("hit") + counts.GetValueOrDefault("not_modified")) / all;
    }
}
