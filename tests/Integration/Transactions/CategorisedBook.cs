using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions;

/// <summary>A book with a tree of categories and something in each.</summary>
internal static class CategorisedBook
{
    /// <summary>Food 1, Food › Dining 2, Food › Groceries 3 (as a part of 13), Travel 4, none 5 and 6 (as a part of 16), a transfer of 7.</summary>
    public static async Task<(Client Client, Guid Food, Guid Dining)> MakeAsync(Product product)
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var food = await MakeAsync("Food", null);
        var (dining, groceries, travel) = (
            await MakeAsync("Lunch", food),
            await MakeAsync("Market", food),
            await client.CategoryAsync("Travel")
        );
        (await client.ExpenseAsync(account, 1, food, "2026-03-01")).Ok();
        (await client.ExpenseAsync(account, 2, dining, "2026-03-02")).Ok();
        await SplitAsync(13, "2026-03-03", new { categoryId = groceries, amount = 3 }, new { categoryId = travel, amount = 10 });
        (await client.ExpenseAsync(account, 4, travel, "2026-03-04")).Ok();
        (await client.IncomeAsync(account, 5, null, "2026-03-05")).Ok();
        await SplitAsync(16, "2026-03-06", new { amount = 6 }, new { categoryId = travel, amount = 10 });
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 7,
                    date = "2026-03-07",
                }
            )
        ).Ok();
        return (client, food, dining);

        async Task<Guid> MakeAsync(string name, Guid? parentId) => (
                await client.PostAsync(
                    "categories",
                    new
                    {
                        name,
                        kind = "expense",
                        parentId,
                    }
                )
            ).Ok().GetProperty("categoryId").GetGuid();

        async Task SplitAsync(decimal amount, string date, params object[] splits) =>
            (
                await client.PostAsync(
                    "transactions",
                    new
                    {
                        accountId = account,
                        type = "expense",
                        amount,
                        date,
                        splits,
                    }
                )
            ).Ok();
    }
}
