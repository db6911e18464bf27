using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Rupaya.Load.Ratios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>Bulks of a thousand items, each client into a book of its own. Prints items a second.</summary>
internal static class BulkCommand
{
    private const int Items = 1000;

    public static async Task RunAsync(int clients, int rounds, int seconds)
    {
        await using var bench = new Bench();
        var people = (await bench.PopulationAsync()).People.Take(clients).ToList();
        using var http = new HttpClient { BaseAddress = bench.Api };
        var rates = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var start = Stopwatch.GetTimestamp();
            var written = await Task.WhenAll(people.Select(person => WriteAsync(http, person, stop.Token)));
            // The first round warms up.
            if (round >= 0)
            {
                rates.Add(written.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
        rates.Sort();
        var median = rates[rates.Count / 2];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{clients} clients: median {median:0} items/s ({rates[0]:0} to {rates[^1]:0}) of {rounds} rounds   (target: at least 10 000)"
            )
        );
    }

    /// <summary>One after the other, until it is time; how many items were written.</summary>
    private static async Task<int> WriteAsync(HttpClient http, Person person, CancellationToken stop)
    {
        var items = Enumerable
            .Range(0, Items)
            .Select(i => new
            {
                accountId = person.AccountId,
                amount = 1 + (i % 400),
                type = "expense",
                categoryId = person.CategoryId,
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
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            using var reply = await http.SendAsync(request, CancellationToken.None);
            var answer = await reply.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(CancellationToken.None);
            // All or none: what the first item got is what they all got.
            written += answer.AsSpan().StartsWith("[{\"index\":0,\"status\":201,"u8)
                ? Items
                : throw new InvalidOperationException("An item was refused.");
        }
        return written;
    }
}
