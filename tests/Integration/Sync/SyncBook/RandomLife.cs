using System.Text;
using System.Text.Json;

namespace Rupaya.Integration.Sync.SyncBook;

/// <summary>A book to which things happen by chance, through the API. What the API refuses did not happen.</summary>
internal sealed class RandomLife(Client client, SeededRandom random)
{
    private static readonly HashSet<int> Usual = [200, 201, 202, 204, 400, 404, 409];

    public static async Task<RandomLife> BeginAsync(Client client, SeededRandom random)
    {
        await client.OpenAccountAsync(opening: 100_000);
        await client.OpenAccountAsync("savings", 100_000);
        return new RandomLife(client, random);
    }

    public async Task StepAsync()
    {
        var reply = await ActAsync();
        Usual.ShouldContain((int)reply.Status, reply.Text);
    }

    private async Task<Reply> ActAsync() =>
        random.Next(16) switch
        {
            0 => await client.PostAsync("accounts", new { name = Word(), type = "cash" }),
            1 => await client.PutAsync($"accounts/{await AnyAsync("accounts")}", new { name = Word() }),
            2 => await client.DeleteAsync($"transactions/{await AnyAsync("transactions")}"),
            3 => await client.PutAsync($"transactions/{await AnyAsync("transactions")}", new { amount = 1 + random.Next(50) }),
            4 => await client.PostAsync("categories", new { name = Word(), kind = "expense" }),
            5 => await client.PutAsync($"categories/{await AnyAsync("categories")}", new { name = Word() }),
            6 => await client.DeleteAsync($"categories/{await AnyAsync("categories")}?moveTo={await client.CategoryAsync("Travel")}"),
            7 => await BudgetAsync(),
            8 => await client.DeleteAsync($"budgets/{await AnyAsync("budgets")}"),
            9 => await client.PostAsync("goals", new { name = Word(), targetAmount = 1 + random.Next(1000) }),
            10 => await client.DeleteAsync($"goals/{await AnyAsync("goals")}"),
            11 => await ScheduleAsync(),
            12 => await client.DeleteAsync($"recurring/{await AnyAsync("recurring")}"),
            13 => await RateAsync(),
            14 => await client.PutAsync($"books/{await client.DefaultBookAsync()}", new { name = Word() }),
            _ => await client.ExpenseAsync(await AnyAsync("accounts"), 1 + random.Next(50)),
        };

    private async Task<Reply> BudgetAsync() =>
        await client.PostAsync(
            "budgets",
            new
            {
                categoryId = await AnyAsync("categories"),
                amount = 1 + random.Next(1000),
                period = "month",
            }
        );

    private async Task<Reply> ScheduleAsync() =>
        await client.PostAsync(
            "recurring",
            new
            {
                template = new
                {
                    accountId = await AnyAsync("accounts"),
                    type = "expense",
                    amount = 1,
                },
                frequency = "yearly",
                startDate = "2099-01-31",
            }
        );

    private Task<Reply> RateAsync()
    {
        var day = $"2026-11-{1 + random.Next(3):00}";
        if (random.Next(2) == 0)
        {
            return client.DeleteAsync($"rates?base=USD&quote=INR&date={day}");
        }
        var rate = new
        {
            @base = "USD",
            quote = "INR",
            date = day,
            rate = 80 + random.Next(9),
        };
        return client.SendAsync(
            HttpMethod.Put,
            "rates",
            new StringContent(JsonSerializer.Serialize(rate), Encoding.UTF8, "application/json"),
            []
        );
    }

    /// <summary>The id of something in a list; one that nothing has where it is empty.</summary>
    private async Task<Guid> AnyAsync(string list)
    {
        var rows = (await client.GetAsync(list)).Ok().EnumerateArray().ToList();
        return rows.Count == 0 ? Guid.Empty : rows[random.Next(rows.Count)].EnumerateObject().First().Value.GetGuid();
    }

    private string Word() => $"Thing {random.Next(1_000_000)}";
}
