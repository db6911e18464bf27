using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Rupaya.Load;

/// <summary>Figures of one large book: pages, search, and many items in one commit.</summary>
internal sealed class BookLoad(Uri url, string token) : IDisposable
{
    private const int PageSize = 50;

    private readonly HttpClient _http = new()
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Page 1 and pages around <paramref name="page"/>, by turns; the P95 of each and their ratio, a line for each round.</summary>
    public async Task PagesAsync(int page, int rounds, int requests)
    {
        var cursors = await CursorsAsync(page);
        for (var round = 1; round <= rounds; round++)
        {
            var (first, deep) = (new List<double>(), new List<double>());
            for (var i = 0; i < requests; i++)
            {
                first.Add(await TimeAsync($"/api/v1/transactions?limit={PageSize}"));
                deep.Add(await TimeAsync(cursors[i % cursors.Count]));
            }
            var (a, b) = (P95(first), P95(deep));
            Line($"{round}     {Median(first):0.00}   {a:0.00}   {Median(deep):0.00}   {b:0.00}   {b / a:0.00}");
        }
    }

    /// <summary>Each kind of search by turns; P50 and P95 of each kind, and of all together.</summary>
    public async Task SearchAsync(int requests)
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

    /// <summary>Bulks of a thousand items, one after the other, until it is time; how many items were written.</summary>
    public async Task<int> BulkAsync(string account, string category, CancellationToken stop)
    {
        const int Items = 1000;
        var items = Enumerable
            .Range(0, Items)
            .Select(i => new
            {
                accountId = account,
                amount = 1 + (i % 400),
                type = "expense",
                categoryId = category,
                description = "lunch",
                merchant = "Cafe Madras",
                date = "2026-11-20",
            });
        var body = JsonSerializer.SerializeToUtf8Bytes(new { items });
        var written = 0;
        while (!stop.IsCancellationRequested)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/transactions/bulk?atomic=true") { Content = content };
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            using var reply = await _http.SendAsync(request, CancellationToken.None);
            var answer = await reply.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(CancellationToken.None);
            // All or none: what the first item got is what they all got.
            written += answer.AsSpan().StartsWith("[{\"index\":0,\"status\":201,"u8)
                ? Items
                : throw new InvalidOperationException("An item was refused.");
        }
        return written;
    }

    /// <summary>As many clients as the file has lines of token, account and category, each with bulks into a book of its own.</summary>
    public static async Task BulkAsync(Uri url, string booksFile, int clients, int rounds, int seconds)
    {
        var books = (await File.ReadAllLinesAsync(booksFile)).Take(clients).Select(l => l.Split(' ')).ToList();
        var loads = books.ConvertAll(b => new BookLoad(url, b[0]));
        var rates = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var start = Stopwatch.GetTimestamp();
            var written = await Task.WhenAll(loads.Select((load, i) => load.BulkAsync(books[i][1], books[i][2], stop.Token)));
            // The first round warms up.
            if (round >= 0)
            {
                rates.Add(written.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
        Line(
            $"{clients} clients: median {Median(rates):0} items/s ({rates.Min():0} to {rates.Max():0}) of {rounds} rounds   (target: at least 10 000)"
        );
        loads.ForEach(l => l.Dispose());
    }

    /// <summary>Addresses of some pages around the one with that number, by walking there.</summary>
    private async Task<List<string>> CursorsAsync(int page)
    {
        const int Stride = 200;
        var (path, cursors) = ($"/api/v1/transactions?limit={Stride}", new List<string>());
        for (var row = 0; cursors.Count < 40; row += Stride)
        {
            using var reply = await _http.GetAsync(new Uri(path, UriKind.Relative));
            path = reply.EnsureSuccessStatusCode().Headers.GetValues("Link").Single().Split('<', '>')[1];
            if (row >= (page - 1) * PageSize)
            {
                cursors.Add(path.Replace($"limit={Stride}", $"limit={PageSize}", StringComparison.Ordinal));
            }
        }
        return cursors;
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
