using System.Diagnostics;
using System.Globalization;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reliability;

/// <summary>
/// R20: 32 workers create, edit, delete, back-date, move and transfer at random, opposite transfers among them. No answer is a 5xx but a busy book, and everything adds up, also while they go on.
/// </summary>
[Collection(nameof(SerialCollection))]
public sealed class StressTests(Product product) : IClassFixture<Product>
{
    private const int Workers = 32;
    private const int Seed = 20261122;

    private static readonly int Seconds = Depth.Of(12, nightly: 120);

    [Fact]
    public async Task R20_random_writers_leave_exact_books()
    {
        var books = new List<(Client Client, Guid[] Accounts, Guid Dining)>();
        for (var i = 0; i < 4; i++)
        {
            var client = await product.SignedUpAsync();
            Guid[] accounts =
            [
                await client.OpenAccountAsync(opening: 5000),
                await client.OpenAccountAsync("savings", 5000),
                await client.OpenAccountAsync("cash"),
            ];
            books.Add((client, accounts, await client.CategoryAsync("Dining")));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}, {Workers} workers, {Seconds} s");
        using var stop = new CancellationTokenSource();
        var (watch, writes) = (Stopwatch.StartNew(), 0);
        var workers = Enumerable
            .Range(0, Workers)
            .Select(w =>
                Task.Run(() =>
                    WorkAsync(books[w % books.Count], new SeededRandom(Seed + w), () => Interlocked.Increment(ref writes), stop.Token)
                )
            )
            .ToList();
        var looks = 0;
        // On a slow machine longer: so few writes would show little.
        while (
            watch.Elapsed.TotalSeconds < Seconds || (Volatile.Read(ref writes) <= Seconds * 20 && watch.Elapsed.TotalSeconds < Seconds * 4)
        )
        {
            (await product.VerifyAsync()).ShouldBeEmpty();
            looks++;
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(5)), Task.WhenAll(workers));
        }
        await stop.CancelAsync();
        var done = await Task.WhenAll(workers);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{done.Sum(d => d.Written)} writes, {done.Sum(d => d.Refused)} refusals, {looks} looks"
        );
        done.Sum(d => d.Written).ShouldBeGreaterThan(Seconds * 20);
        looks.ShouldBeGreaterThan(0);
        await product.ShouldBeConsistentAsync();
    }

    private static async Task<(int Written, int Refused)> WorkAsync(
        (Client Client, Guid[] Accounts, Guid Dining) book,
        SeededRandom dice,
        Action wrote,
        CancellationToken stop
    )
    {
        var (written, refused, mine) = (0, 0, new List<Guid>());
        while (!stop.IsCancellationRequested)
        {
            var reply = await StepAsync(book, dice, mine);
            if ((int)reply.Status < 300)
            {
                written++;
                wrote();
                continue;
            }
            refused++;
            reply.Code.ShouldBeOneOf("insufficient_balance", "not_found", "same_account", "book_busy", "currency_mismatch");
        }
        return (written, refused);
    }

    private static async Task<Reply> StepAsync((Client Client, Guid[] Accounts, Guid Dining) book, SeededRandom dice, List<Guid> mine)
    {
        var (client, accounts, dining) = book;
        var picked = mine.Count == 0 ? Guid.CreateVersion7() : mine[dice.Next(mine.Count)];
        Reply reply;
        switch (mine.Count < 3 ? dice.Next(3) : dice.Next(9))
        {
            case 0:
                reply = await client.ExpenseAsync(accounts[dice.Next(3)], 1 + dice.Next(50), dining, Day(dice));
                Keep(reply, "transactionId");
                return reply;
            case 1:
                reply = await client.IncomeAsync(accounts[dice.Next(3)], 1 + dice.Next(50), date: Day(dice));
                Keep(reply, "transactionId");
                return reply;
            case 2 or 3:
                // A to B and B to A, at once and all the time.
                reply = await client.PostAsync(
                    "transfers",
                    new
                    {
                        fromAccountId = accounts[dice.Next(2)],
                        toAccountId = accounts[dice.Next(2)],
                        amount = 1 + dice.Next(50),
                    }
                );
                if ((int)reply.Status == 201)
                {
                    mine.Add(reply["from"].GetProperty("transactionId").GetGuid());
                }
                return reply;
            case 4:
                return await client.PutAsync($"transactions/{picked}", new { amount = 1 + dice.Next(60) });
            case 5:
                return await client.PutAsync($"transactions/{picked}", new { date = Day(dice) });
            case 6 or 7:
                return await client.PutAsync($"transactions/{picked}", new { accountId = accounts[dice.Next(3)] });
            default:
                mine.Remove(picked);
                return await client.DeleteAsync($"transactions/{picked}");
        }

        void Keep(Reply created, string id)
        {
            if ((int)created.Status == 201)
            {
                mine.Add(created[id].GetGuid());
            }
        }
    }

    private static string Day(SeededRandom dice) =>
        new DateOnly(2026, 11, 20).AddDays(-dice.Next(400)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
