using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Examples;

/// <summary>Asha Iyer's book on a Monday in November: three months of salary, rent and shopping. Every chapter begins with it.</summary>
internal sealed record Household(Client Asha, Guid BookId, Guid Bank, Guid Savings, Guid Card, Guid Cash)
{
    public static async Task<Household> SettleAsync(Story story)
    {
        var asha = await story.SignUpAsync("Asha", "Iyer");
        var home = new Household(
            asha,
            await asha.DefaultBookAsync(),
            await OpenAsync(asha, "HDFC Salary Account", "checking", 48_250),
            await OpenAsync(asha, "SBI Savings", "savings", 150_000),
            await OpenAsync(asha, "ICICI Credit Card", "credit_card", 0),
            await OpenAsync(asha, "Purse", "cash", 2_500)
        );
        await home.LiveThreeMonthsAsync();
        await story.CalmAsync();
        story.Begin();
        return home;
    }

    /// <summary>The id of a category.</summary>
    public Task<Guid> CategoryAsync(string name, string kind = "expense") => Asha.CategoryAsync(name, kind);

    private static async Task<Guid> OpenAsync(Client asha, string name, string type, decimal openingBalance)
    {
        var account = new
        {
            name,
            type,
            openingBalance,
            openingDate = "2026-09-01",
        };
        return (await asha.PostAsync("accounts", account)).Ok().GetProperty("accountId").GetGuid();
    }

    private async Task LiveThreeMonthsAsync()
    {
        var salary = await CategoryAsync("Salary", "income");
        var (rent, groceries) = (await CategoryAsync("Rent"), await CategoryAsync("Groceries"));
        var (fun, bills, dining) = (await CategoryAsync("Entertainment"), await CategoryAsync("Utilities"), await CategoryAsync("Dining"));
        // Each on a day of its own, so that lists have one order.
        object[] items =
        [
            Income("2026-09-01", 92_000, "Infotech Pvt Ltd", salary),
            Expense("2026-09-03", 24_000, "Sharma Properties", rent),
            Expense("2026-09-05", 3_480.50m, "BigBasket", groceries),
            Expense("2026-09-12", 649, "Netflix", fun),
            Expense("2026-09-19", 1_840, "BESCOM", bills),
            Income("2026-10-01", 92_000, "Infotech Pvt Ltd", salary),
            Expense("2026-10-03", 24_000, "Sharma Properties", rent),
            Expense("2026-10-06", 4_120.75m, "BigBasket", groceries),
            Expense("2026-10-12", 649, "Netflix", fun),
            Expense("2026-10-19", 1_725, "BESCOM", bills),
            Income("2026-11-02", 92_000, "Infotech Pvt Ltd", salary),
            Expense("2026-11-03", 24_000, "Sharma Properties", rent),
            Expense("2026-11-07", 2_960, "BigBasket", groceries),
            Expense("2026-11-12", 649, "Netflix", fun),
            Expense("2026-11-14", 2_350, "MTR Restaurant", dining),
        ];
        (await Asha.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
    }

    private object Income(string date, decimal amount, string merchant, Guid categoryId) =>
        Item("income", date, amount, merchant, categoryId);

    private object Expense(string date, decimal amount, string merchant, Guid categoryId) =>
        Item("expense", date, amount, merchant, categoryId);

    private object Item(string type, string date, decimal amount, string merchant, Guid categoryId) =>
        new
        {
            accountId = Bank,
            type,
            date,
            amount,
            merchant,
            categoryId,
        };
}
