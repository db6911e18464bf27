using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rupaya.Load.Commands;

/// <summary>How long a scrape takes once every route of the document has been called.</summary>
internal static class ScrapeCommand
{
    private const int Scrapes = 200;

    public static async Task RunAsync(Uri url, Uri metrics)
    {
        using var http = new HttpClient();
        var routes = await CallEachAsync(http, url);
        var times = new List<double>();
        var length = 0;
        for (var i = 0; i < Scrapes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            length = (await http.GetByteArrayAsync(new Uri(metrics, "/metrics"))).Length;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        FormattableString line =
            $"{routes} operations called, {length / 1024} KiB: P50 {times[Scrapes / 2]:0.0} ms, P95 {times[Scrapes * 95 / 100]:0.0} ms (target: 20 ms)";
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    // Nobody is signed in: a refusal is counted under its route too.
    private static async Task<int> CallEachAsync(HttpClient http, Uri url)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(url, "/openapi/v1.json")));
        var called = 0;
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(o => IsMethod(o.Name)))
            {
                var address = new Uri(url, string.Join('/', path.Name.Split('/').Select(s => s.StartsWith('{') ? $"{Guid.Empty}" : s)));
                using var request = new HttpRequestMessage(new HttpMethod(operation.Name.ToUpperInvariant()), address);
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                called++;
            }
        }
        return called;
    }

    private static bool IsMethod(string name) => name is "get" or "post" or "put" or "delete" or "patch";
}
