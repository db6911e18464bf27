using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.CreateTransaction;

/// <summary>Money that came back for something that is not in the book.</summary>
public sealed class RefundWithoutOriginalTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Client, Guid Account, Guid Dining)> OpenAsync()
    {
        var client = await product.SignedUpAsync();
        return (client, await client.OpenAccountAsync(opening: 1000), await client.CategoryAsync("Dining"));
    }

    private static object Body(Guid accountId, Guid? categoryId, string? type, string? flow) =>
        new
        {
            accountId,
            amount = 200,
            type,
            flow,
            categoryId,
        };

    [Theory]
    [InlineData("income")]
    [InlineData(null)]
    public async Task It_lowers_expenses_and_its_category_and_is_no_income(string? type)
    {
        var (client, account, dining) = await OpenAsync();
        (await client.ExpenseAsync(account, 500, dining)).Ok();
        var refund = (await client.PostAsync("transactions", Body(account, dining, type, "refund"))).Ok();
        (Text(refund, "type"), Text(refund, "flow"), Text(refund, "direction")).ShouldBe(("income", "refund", "in"));
        var dashboard = await client.DashboardAsync();
        (dashboard.GetProperty("income").GetDecimal(), dashboard.GetProperty("expenses").GetDecimal()).ShouldBe((0, 300));
        dashboard.GetProperty("spendingByCategory")[0].GetProperty("amount").GetDecimal().ShouldBe(300);
        (await client.BalanceAsync(account)).ShouldBe(700);
        (await ListedAsync(client, "refund")).ShouldBe([refund.GetProperty("transactionId").GetGuid()]);
        (await ListedAsync(client, "income")).ShouldBeEmpty();
        (await client.GetAsync("analytics/export?format=csv")).Text.ShouldContain(",income,refund,in,");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_linked_refund_is_listed_with_them()
    {
        var (client, account, dining) = await OpenAsync();
        var paid = (await client.ExpenseAsync(account, 500, dining)).Ok().GetProperty("transactionId").GetGuid();
        var body = new
        {
            accountId = account,
            amount = 1,
            type = "income",
            refundOf = paid,
        };
        var refund = (await client.PostAsync("transactions", body)).Ok();
        Text(refund, "flow").ShouldBe("refund");
        (await ListedAsync(client, "refund")).ShouldBe([refund.GetProperty("transactionId").GetGuid()]);
    }

    [Fact]
    public async Task An_edit_to_another_category_can_be_undone()
    {
        var (client, account, dining) = await OpenAsync();
        var path =
            $"transactions/{(await client.PostAsync("transactions", Body(account, dining, null, "refund"))).Ok().GetProperty("transactionId").GetGuid()}";
        var earned = (await client.PutAsync(path, new { categoryId = await client.CategoryAsync("Salary", "income") })).Ok();
        Text(earned, "flow").ShouldBe("income");
        var back = (await client.PutAsync(path, new { categoryId = dining, flow = "refund" })).Ok();
        (Text(back, "flow"), back.GetProperty("categoryId").GetGuid()).ShouldBe(("refund", dining));
        (await client.PutAsync(path, new { flow = "expense" })).Ok();
        (await client.BalanceAsync(account)).ShouldBe(800);
        (await client.PutAsync(path, new { flow = "refund" })).Ok();
        (await client.BalanceAsync(account)).ShouldBe(1200);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var (client, account, dining) = await OpenAsync();
        var salary = await client.CategoryAsync("Salary", "income");
        (await client.PostAsync("transactions", Body(account, salary, "income", "refund"))).ShouldFail(400, "category_kind");
        (await client.PostAsync("transactions", Body(account, dining, "income", null))).ShouldFail(400, "category_kind");
        (await client.PostAsync("transactions", Body(account, dining, "expense", "refund"))).Fields.ShouldBe(["type"]);
        (await client.PostAsync("transactions", Body(account, dining, "income", "expense"))).Fields.ShouldBe(["flow"]);
        (await client.PostAsync("transactions", Body(account, dining, null, "transfer"))).Fields.ShouldContain("flow");
        (await client.PostAsync("transactions", Body(account, dining, null, null))).Fields.ShouldBe(["type"]);
        var paid = (await client.ExpenseAsync(account, 500, dining)).Ok().GetProperty("transactionId").GetGuid();
        var linked = new
        {
            accountId = account,
            amount = 1,
            type = "income",
            refundOf = paid,
        };
        var refund = $"transactions/{(await client.PostAsync("transactions", linked)).Ok().GetProperty("transactionId").GetGuid()}";
        (await client.PutAsync(refund, new { flow = "income" })).Fields.ShouldBe(["flow"]);
        (await client.PutAsync(refund, new { flow = "expense" })).Fields.ShouldBe(["flow"]);
        (await client.PutAsync($"transactions/{paid}", new { flow = "refund" })).ShouldFail(409, "has_refunds");
        (await client.PutAsync($"transactions/{paid}", new { flow = "income", type = "expense" })).Fields.ShouldBe(["flow"]);
        (await client.GetAsync("transactions?type=gift")).Fields.ShouldBe(["type"]);
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    private static async Task<List<Guid>> ListedAsync(Client client, string type) =>
        [
            .. (await client.GetAsync($"transactions?type={type}"))
                .Ok()
                .EnumerateArray()
                .Select(t => t.GetProperty("transactionId").GetGuid()),
        ];
}
