using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Rupaya.Load.Commands;

/// <summary>Searches in one large book.</summary>
internal sealed class SearchCommand(Uri url, string token) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Each kind of search by turns; P50 and P95 of each kind, and of all together.</summary>
    public async Task RunAsync(int requests)
    {
        (string Kind, Func<int, string> Query)[] mix =
        [
            ("rare word (10 of 1 000 000)", _ => "zebra"),
            ("rare word (1 000)", i => $"note{i * 37 % 1000}"),
            ("common word (all)", _ => "payment"),
            ("common word (1 of 8)", i => new[] { "madras", "bazaar", "reliance", "swiggy" }[i % 4]),
            ("two words that never meet (half each)", _ => "coffee%20fuel"),
            ("two words that never meet (1 of 8 each)", _ => "madras%20bazaar"),
            ("substring (1 of 8)", i => new[] { "adra", "azaa", "elian", "wigg" }[i % 4]),
            ("substring (10)", _ => "ebr"),
            ("substring nobody has", _ => "qqq"),
        ];
        var times = mix.ToDictionary(m => m.Kind, _ => new List<double>(), StringComparer.Ordinal);
        for (var i = -3; i < requests; i++)
        {
            foreach (var (kind, query) in mix)
            {
                var time = await TimeAsync($"/api/v1/transactions?q={query(Math.Abs(i))}");
                // The first ones plan and compile.
                if (i >= 0)
                {
                    times[kind].Add(time);
                }
            }
        }
        foreach (var (kind, _) in mix)
        {
            Line($"{kind, -42} P50 {Median(times[kind]), 7:0.0} ms   P95 {P95(times[kind]), 7:0.0} ms");
        }
        var all = times.Values.SelectMany(t => t).ToList();
        Line($"{"all", -42} P50 {Median(all), 7:0.0} ms   P95 {P95(all), 7:0.0} ms   (target: P95 at most 100 ms)");
    }

    private async Task<double> TimeAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var reply = await _http.GetAsync(new Uri(path, UriKind.Relative));
        reply.EnsureSuccessStatusCode();
        await reply.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double P95(List<double> values) => values.Order().ElementAt((int)((values.Count - 1) * 0.95));

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
