using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.CreateTransaction;

public sealed class RefundTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Client, Guid Account, Guid Dining, Guid Paid)> PaidAsync()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var dining = await client.CategoryAsync("Dining");
        return (client, account, dining, (await client.ExpenseAsync(account, 500, dining)).Ok().GetProperty("transactionId").GetGuid());
    }

    private static Task<Reply> RefundAsync(
        Client client,
        Guid account,
        decimal amount,
        Guid of,
        Guid? category = null,
        string? date = null
    ) =>
        client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount,
                type = "income",
                refundOf = of,
                categoryId = category,
                date,
            }
        );

    private static async Task<JsonElement> GetAsync(Client client, Guid id) => (await client.GetAsync($"transactions/{id}")).Ok();

    [Fact]
    public async Task Refunds_lower_expenses_and_their_category_and_never_exceed_what_was_paid()
    {
        var (client, account, dining, paid) = await PaidAsync();
        var version = (await GetAsync(client, paid)).GetProperty("version").GetInt64();
        var refund = (await RefundAsync(client, account, 200, paid)).Ok();
        refund.GetProperty("refundOf").GetGuid().ShouldBe(paid);
        refund.GetProperty("type").GetString().ShouldBe("income");
        refund.GetProperty("categoryId").GetGuid().ShouldBe(dining);
        var original = await GetAsync(client, paid);
        original.GetProperty("refundedAmount").GetDecimal().ShouldBe(200);
        original.GetProperty("version").GetInt64().ShouldBeGreaterThan(version);
        var dashboard = await client.DashboardAsync();
        dashboard.GetProperty("expenses").GetDecimal().ShouldBe(300);
        dashboard.GetProperty("income").GetDecimal().ShouldBe(0);
        dashboard.GetProperty("spendingByCategory")[0].GetProperty("amount").GetDecimal().ShouldBe(300);
        (await client.GetAsync("transactions?type=income")).Ok().GetArrayLength().ShouldBe(0);

        (await RefundAsync(client, account, 300.01m, paid)).ShouldFail(400, "refund_exceeds");
        (await RefundAsync(client, account, 300, paid, dining)).Ok();
        (await client.DashboardAsync()).GetProperty("expenses").GetDecimal().ShouldBe(0);
        (await client.BalanceAsync(account)).ShouldBe(1000);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_is_refunded_and_its_refunds_stay_consistent_through_edits()
    {
        var (client, account, _, paid) = await PaidAsync();
        var refund = (await RefundAsync(client, account, 200, paid)).Ok().GetProperty("transactionId").GetGuid();
        (await client.PutAsync($"transactions/{refund}", new { amount = 501 })).ShouldFail(400, "refund_exceeds");
        (await client.PutAsync($"transactions/{refund}", new { amount = 250 })).Ok();
        (await GetAsync(client, paid)).GetProperty("refundedAmount").GetDecimal().ShouldBe(250);
        (await client.PutAsync($"transactions/{refund}", new { type = "expense" })).ShouldFail(400, "validation_failed");
        (await client.PutAsync($"transactions/{refund}", new { categoryId = await client.CategoryAsync("Health") })).ShouldFail(
            400,
            "validation_failed"
        );
        (await client.PutAsync($"transactions/{paid}", new { amount = 249 })).ShouldFail(400, "refund_exceeds");
        (await client.PutAsync($"transactions/{paid}", new { type = "income", categoryId = (Guid?)null })).ShouldFail(409, "has_refunds");
        (await client.DeleteAsync($"transactions/{paid}")).ShouldFail(409, "has_refunds");
        // It has the category of what was paid, whatever is sent.
        (await client.PutAsync($"transactions/{refund}", new { categoryId = (Guid?)null }))
            .Ok()
            .GetProperty("categoryName")
            .GetString()
            .ShouldBe("Dining");
        // The refund goes where what was paid goes.
        var travel = await client.CategoryAsync("Travel");
        (await client.PutAsync($"transactions/{paid}", new { categoryId = travel })).Ok();
        (await GetAsync(client, refund)).GetProperty("categoryId").GetGuid().ShouldBe(travel);
        (await client.DashboardAsync()).GetProperty("spendingByCategory")[0].GetProperty("amount").GetDecimal().ShouldBe(250);
        (await client.DeleteAsync($"transactions/{refund}")).Ok();
        (await GetAsync(client, paid)).GetProperty("refundedAmount").GetDecimal().ShouldBe(0);
        (await client.DeleteAsync($"transactions/{paid}")).Ok();
        (await client.BalanceAsync(account)).ShouldBe(1000);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_refund_of_a_split_expense_names_the_part_and_stays_within_it()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var (groceries, health) = (await client.CategoryAsync("Groceries"), await client.CategoryAsync("Health"));
        var paid = (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 100,
                    type = "expense",
                    splits = new[] { new { categoryId = groceries, amount = 60 }, new { categoryId = health, amount = 40 } },
                }
            )
        ).Ok().GetProperty("transactionId").GetGuid();
        (await RefundAsync(client, account, 10, paid)).ShouldFail(400, "validation_failed");
        (await RefundAsync(client, account, 10, paid, await client.CategoryAsync("Travel"))).ShouldFail(400, "validation_failed");
        (await RefundAsync(client, account, 41, paid, health)).ShouldFail(400, "refund_exceeds");
        (await RefundAsync(client, account, 40, paid, health)).Ok();
        (await RefundAsync(client, account, 1, paid, health)).ShouldFail(400, "refund_exceeds");
        (await RefundAsync(client, account, 60, paid, groceries)).Ok();
        (await client.DashboardAsync()).GetProperty("expenses").GetDecimal().ShouldBe(0);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_cannot_be_refunded_is_refused()
    {
        var (client, account, dining, paid) = await PaidAsync();
        var income = (await client.IncomeAsync(account, 5)).Ok().GetProperty("transactionId").GetGuid();
        var euros = await client.OpenAccountAsync("cash", currency: "EUR");
        (await RefundAsync(client, account, 1, income)).ShouldFail(400, "validation_failed");
        (await RefundAsync(client, account, 1, Guid.CreateVersion7())).ShouldFail(404, "not_found");
        (await RefundAsync(client, euros, 1, paid)).ShouldFail(400, "currency_mismatch");
        (await RefundAsync(client, account, 1, paid, await client.CategoryAsync("Health"))).ShouldFail(400, "validation_failed");
        var asExpense = new
        {
            accountId = account,
            amount = 1,
            type = "expense",
            refundOf = paid,
            categoryId = dining,
        };
        (await client.PostAsync("transactions", asExpense)).ShouldFail(400, "validation_failed");
        var stranger = await product.SignedUpAsync();
        (await RefundAsync(stranger, await stranger.OpenAccountAsync(), 1, paid)).ShouldFail(404, "not_found");
        (await GetAsync(client, paid)).GetProperty("refundedAmount").GetDecimal().ShouldBe(0);
    }
}
