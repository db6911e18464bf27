using System.Globalization;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reliability;

/// <summary>R30: who walks a list by cursor while others write sees each row that stays exactly once, under every filter.</summary>
public sealed class CursorTests(Product product) : IClassFixture<Product>
{
    private const int Stable = 300;

    [Fact]
    public async Task R30_walks_during_inserts_and_deletes_miss_and_repeat_nothing_that_stays()
    {
        var client = await product.SignedUpAsync();
        var (account, other) = (await client.OpenAccountAsync(opening: 100_000), await client.OpenAccountAsync("cash", 100_000));
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        var items = Enumerable
            .Range(0, Stable)
            .Select(i => new
            {
                accountId = i % 3 == 0 ? other : account,
                amount = 10 + i,
                type = "expense",
                categoryId = i % 5 == 0 ? travel : dining,
                date = new DateOnly(2026, 1, 1).AddDays(i % 90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                description = $"stable {(i % 2 == 0 ? "even" : "odd")}",
                tags = new[] { "stable" },
                status = i % 4 == 0 ? "pending" : "cleared",
            })
            .ToList();
        (await client.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(w => ChurnAsync(client, account, dining, w, stop.Token)).ToList();
        (string Query, Func<int, bool> Model)[] filters =
        [
            ("", _ => true),
            ($"accountId={other}", i => i % 3 == 0),
            ($"categoryId={travel}", i => i % 5 == 0),
            ("status=pending", i => i % 4 == 0),
            ("tag=stable", _ => true),
            ("type=expense", _ => true),
            ("startDate=2026-02-01&endDate=2026-02-28", i => i % 90 is >= 31 and <= 58),
            ("minAmount=100&maxAmount=200", i => i is >= 90 and <= 190),
            ("q=stable", _ => true),
            ("q=even%20stab", i => i % 2 == 0),
            ($"q=odd&categoryId={dining}&status=cleared", i => i % 2 == 1 && i % 5 != 0 && i % 4 != 0),
        ];
        foreach (var (query, model) in filters)
        {
            var seen = await WalkAsync(client, query);
            var stable = seen.Where(t => t.Description.StartsWith("stable", StringComparison.Ordinal)).ToList();
            stable.Select(t => t.Id).Distinct().Count().ShouldBe(stable.Count, $"nothing twice: {query}");
            stable.Select(t => t.Amount - 10).Order().ShouldBe(Enumerable.Range(0, Stable).Where(model).Select(i => (decimal)i), query);
            seen.Select(t => t.Date).ShouldBe(seen.Select(t => t.Date).OrderDescending(), $"in order: {query}");
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    private static async Task<List<(Guid Id, string Description, decimal Amount, string Date)>> WalkAsync(Client client, string query)
    {
        var (seen, path) = (new List<(Guid, string, decimal, string)>(), $"transactions?limit=17&{query}");
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            foreach (var row in page.Ok().EnumerateArray())
            {
                seen.Add(
                    (
                        row.GetProperty("transactionId").GetGuid(),
                        row.GetProperty("description").GetString() ?? "",
                        row.GetProperty("amount").GetDecimal(),
                        row.GetProperty("transactionDate").GetString()!
                    )
                );
            }
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        return seen;
    }

    /// <summary>Rows that come and go all over the dates, until it is told to stop.</summary>
    private static async Task ChurnAsync(Client client, Guid account, Guid category, int seed, CancellationToken stop)
    {
        var (dice, alive) = (new SeededRandom(seed), new Queue<Guid>());
        while (!stop.IsCancellationRequested)
        {
            var date = new DateOnly(2026, 1, 1).AddDays(dice.Next(90)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var reply = await client.ExpenseAsync(account, 1 + dice.Next(5), category, date);
            if ((int)reply.Status == 201)
            {
                alive.Enqueue(reply["transactionId"].GetGuid());
            }
            if (alive.Count > 10)
            {
                (await client.DeleteAsync($"transactions/{alive.Dequeue()}")).Status.ShouldNotBe(
                    System.Net.HttpStatusCode.InternalServerError
                );
            }
        }
    }
}
