using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reads.Figures;

/// <summary>A book of random settings, accounts, categories, rates and transactions, made through the API as people would make it.</summary>
internal sealed class RandomBook(Client client, SeededRandom dice, DateOnly near)
{
    private static readonly string[] Zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "UTC"];
    private static readonly string[] Currencies = ["INR", "JPY", "KWD", "EUR"];
    private static readonly string[] WeekendRules = ["none", "before", "after"];
    private static readonly string?[] Merchants = [null, "Cafe", "CAFE", "Bazaar "];
    private static readonly string[] Tags = ["fun", "work", "trip"];
    private static readonly string[] LeapDays = ["2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01"];

    private readonly List<(Guid Id, string Currency)> _accounts = [];
    private readonly List<Guid> _expense = [];
    private readonly List<Guid> _income = [];
    private readonly List<(Guid Id, decimal Amount, bool IsSplit, bool IsExpense)> _transactions = [];

    public string Zone { get; } = Zones[dice.Next(Zones.Length)];
    public string Currency { get; } = Currencies[dice.Next(3)];
    public int MonthStartDay { get; } = dice.Next(3) == 0 ? 29 + dice.Next(3) : 1 + dice.Next(31);
    public string WeekendRule { get; } = WeekendRules[dice.Next(3)];
    public int WeekStart { get; } = dice.Next(7);

    /// <summary>When accounts were opened, which no list tells; null for before everything.</summary>
    public Dictionary<Guid, DateOnly?> Openings { get; } = [];
    public Guid BookId { get; private set; }

    public async Task MakeAsync(int transactions)
    {
        client.BookId = null;
        var settings = new
        {
            name = "Random",
            currency = Currency,
            timeZone = Zone,
            monthStartDay = MonthStartDay,
            weekendRule = WeekendRule,
            weekStart = WeekStart,
        };
        BookId = (await client.PostAsync("books", settings)).Ok().GetProperty("bookId").GetGuid();
        client.BookId = BookId.ToString();
        foreach (var currency in new[] { Currency, Currency, Currencies[dice.Next(4)], "EUR" })
        {
            await OpenAsync(currency);
        }
        await CategoriesAsync();
        for (var i = 0; i < 25; i++)
        {
            await RateAsync();
        }
        for (var i = 0; i < transactions; i++)
        {
            await StepAsync();
        }
        for (var i = 0; i < 3; i++)
        {
            await BudgetAsync();
        }
    }

    /// <summary>One more thing happens to the book.</summary>
    public Task StepAsync() =>
        dice.Next(10) switch
        {
            0 => TransferAsync(),
            1 when _transactions.Exists(t => t.IsExpense && !t.IsSplit) => RefundAsync(),
            2 when _transactions.Count > 5 => DeleteAsync(),
            3 when _transactions.Count > 5 => EditAsync(),
            4 => RateAsync(),
            5 => SplitAsync(),
            _ => SingleAsync(),
        };

    private async Task OpenAsync(string currency)
    {
        var opened = dice.Next(2) == 0 ? null : Date();
        var body = new
        {
            name = $"Account {_accounts.Count}",
            type = "savings",
            currency,
            openingBalance = dice.Next(5) == 0 ? -Amount(currency) : Amount(currency) * 1000,
            openingDate = opened,
            overdraftLimit = 900_000_000,
        };
        var id = (await client.PostAsync("accounts", body)).Ok().GetProperty("accountId").GetGuid();
        _accounts.Add((id, currency));
        Openings[id] = opened is null ? null : DateOnly.ParseExact(opened, "yyyy-MM-dd");
    }

    private async Task CategoriesAsync()
    {
        _expense.Add(await client.CategoryAsync("Dining"));
        _expense.Add(await client.CategoryAsync("Groceries"));
        _income.Add(await client.CategoryAsync("Salary", "income"));
        var child = new
        {
            name = "Coffee",
            kind = "expense",
            parentId = _expense[0],
        };
        _expense.Add((await client.PostAsync("categories", child)).Ok().GetProperty("categoryId").GetGuid());
    }

    private async Task RateAsync()
    {
        var other = Currencies[dice.Next(4)];
        if (other == Currency)
        {
            return;
        }
        var turned = dice.Next(3) == 0;
        var body = new
        {
            @base = turned ? Currency : other,
            quote = turned ? other : Currency,
            date = Date(),
            rate = (1 + dice.Next(100_000)) / 1000m,
        };
        (await client.PutAsync("rates", body)).Ok();
    }

    private async Task SingleAsync()
    {
        var (account, currency) = Account();
        var isExpense = dice.Next(4) > 0;
        var amount = Amount(currency);
        var body = new
        {
            accountId = account,
            amount,
            type = isExpense ? "expense" : "income",
            categoryId = dice.Next(5) == 0 ? (Guid?)null
            : isExpense ? _expense[dice.Next(_expense.Count)]
            : _income[0],
            merchant = Merchants[dice.Next(4)],
            tags = Tags.Where(_ => dice.Next(3) == 0),
            date = Date(),
            status = dice.Next(4) == 0 ? "pending" : "cleared",
        };
        _transactions.Add((await CreateAsync(body), amount, false, isExpense));
    }

    private async Task SplitAsync()
    {
        var (account, currency) = Account();
        var (one, two) = (Amount(currency), Amount(currency));
        var body = new
        {
            accountId = account,
            amount = one + two,
            type = "expense",
            splits = new[]
            {
                new { categoryId = (Guid?)_expense[dice.Next(3)], amount = one },
                new { categoryId = (Guid?)null, amount = two },
            },
            tags = Tags.Take(dice.Next(3)),
            date = Date(),
        };
        _transactions.Add((await CreateAsync(body), one + two, true, true));
    }

    private async Task TransferAsync()
    {
        var (from, to) = (Account(), Account());
        if (from.Id != to.Id)
        {
            var body = new
            {
                fromAccountId = from.Id,
                toAccountId = to.Id,
                amount = Amount(from.Currency),
                toAmount = from.Currency == to.Currency ? (decimal?)null : Amount(to.Currency),
                date = Date(),
            };
            (await client.PostAsync("transfers", body)).Ok();
        }
    }

    private async Task RefundAsync()
    {
        var original = _transactions.First(t => t.IsExpense && !t.IsSplit);
        _transactions.Remove(original);
        var account = (await client.GetAsync($"transactions/{original.Id}")).Ok().GetProperty("accountId").GetGuid();
        var whole = new
        {
            accountId = account,
            amount = original.Amount,
            type = "income",
            refundOf = original.Id,
            merchant = Merchants[dice.Next(4)],
            tags = Tags.Take(dice.Next(3)),
            date = Date(),
        };
        (await client.PostAsync("transactions", whole)).Ok();
    }

    private async Task DeleteAsync()
    {
        var gone = _transactions[dice.Next(_transactions.Count)];
        _transactions.Remove(gone);
        (await client.DeleteAsync($"transactions/{gone.Id}")).Ok();
    }

    private async Task EditAsync()
    {
        var changed = _transactions[dice.Next(_transactions.Count)];
        (await client.PutAsync($"transactions/{changed.Id}", new { date = Date(), merchant = "Moved" })).Ok();
    }

    private async Task BudgetAsync()
    {
        var body = new
        {
            categoryId = _expense[dice.Next(3)],
            amount = Amount(Currency) * 10,
            period = new[] { "week", "month", "year" }[dice.Next(3)],
            rollover = new[] { "none", "surplus", "both" }[dice.Next(3)],
            startDate = $"{near.AddDays(-dice.Next(200)):yyyy-MM-dd}",
        };
        // Two of the same thing are one too many.
        var planned = await client.PostAsync("budgets", body);
        ((int)planned.Status).ShouldBeOneOf(201, 409);
    }

    private async Task<Guid> CreateAsync(object body) =>
        (await client.PostAsync("transactions", body)).Ok().GetProperty("transactionId").GetGuid();

    private (Guid Id, string Currency) Account() => _accounts[dice.Next(_accounts.Count)];

    private decimal Amount(string currency) =>
        currency switch
        {
            "JPY" => 1 + dice.Next(500),
            "KWD" => (1 + dice.Next(500_000)) / 1000m,
            _ => (1 + dice.Next(50_000)) / 100m,
        };

    /// <summary>Mostly within the last fourteen months, some in the future, some around leap days.</summary>
    private string Date() =>
        dice.Next(10) switch
        {
            0 => LeapDays[dice.Next(LeapDays.Length)],
            1 => $"{near.AddDays(1 + dice.Next(40)):yyyy-MM-dd}",
            < 5 => $"{near.AddDays(-dice.Next(35)):yyyy-MM-dd}",
            _ => $"{near.AddDays(-dice.Next(430)):yyyy-MM-dd}",
        };
}
