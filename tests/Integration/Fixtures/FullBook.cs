namespace Rupaya.Integration.Fixtures;

/// <summary>A book with something of everything that checks and projections are about: refunds, splits, transfers, texts.</summary>
internal static class FullBook
{
    public static async Task FillAsync(Client person)
    {
        var client = await person.SignUpAsync();
        var (checking, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var dining = await client.CategoryAsync("Dining");
        (await client.IncomeAsync(checking, 10)).Ok();
        var travel = new
        {
            accountId = checking,
            amount = 1,
            type = "expense",
            description = "Travel",
        };
        (await client.PostAsync("transactions", travel)).Ok();
        var paid = (await client.ExpenseAsync(checking, 100, dining)).Ok().GetProperty("transactionId").GetGuid();
        object[] more =
        [
            new
            {
                accountId = checking,
                amount = 20,
                type = "income",
                refundOf = paid,
            },
            new
            {
                accountId = checking,
                amount = 5,
                type = "expense",
                splits = new object[] { new { categoryId = dining, amount = 2 }, new { amount = 3 } },
            },
        ];
        (await client.PostAsync("transactions/bulk?atomic=true", new { items = more })).Ok();
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = checking,
                    toAccountId = savings,
                    amount = 50,
                }
            )
        ).Ok();
    }
}
