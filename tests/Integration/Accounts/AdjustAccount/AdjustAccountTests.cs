using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.AdjustAccount;

public sealed class AdjustAccountTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData(1000, 1234.5, 234.5, "in")]
    [InlineData(1000, -50, -1050, "out")]
    [InlineData(0, 0.01, 0.01, "in")]
    public async Task The_difference_is_posted_in_neither_income_nor_expenses(
        double opening,
        double really,
        double difference,
        string direction
    )
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: (decimal)opening);
        var reply = await client.PostAsync(
            $"accounts/{account}/adjust",
            new { balance = (decimal)really, reason = "Counted" },
            ("Idempotency-Key", "count")
        );
        ((int)reply.Status).ShouldBe(201, reply.Text);
        reply["difference"].GetDecimal().ShouldBe((decimal)difference);
        var adjustment = reply["transaction"];
        (
            Text(adjustment, "type"),
            Text(adjustment, "flow"),
            Text(adjustment, "direction"),
            Text(adjustment, "description"),
            Text(adjustment, "categoryName")
        ).ShouldBe(("adjustment", "adjustment", direction, "Counted", "Adjustment"));
        (
            await client.PostAsync(
                $"accounts/{account}/adjust",
                new { balance = (decimal)really, reason = "Counted" },
                ("Idempotency-Key", "count")
            )
        ).Text.ShouldBe(reply.Text);
        (await client.BalanceAsync(account)).ShouldBe((decimal)really);
        var dashboard = await client.DashboardAsync();
        (dashboard.GetProperty("income").GetDecimal(), dashboard.GetProperty("expenses").GetDecimal()).ShouldBe((0, 0));
        (await client.GetAsync("transactions?type=adjustment")).Ok().GetArrayLength().ShouldBe(1);
        (await client.GetAsync("analytics/export?format=csv")).Text.ShouldContain(",adjustment,");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_day_in_the_past_is_compared_with_what_the_books_said_then()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var today = await client.TodayAsync();
        (await client.ExpenseAsync(account, 30)).Ok();
        var reply = await client.PostAsync($"accounts/{account}/adjust", new { balance = 90, date = $"{today.AddDays(-1):yyyy-MM-dd}" });
        reply["difference"].GetDecimal().ShouldBe(-10);
        (await client.BalanceAsync(account)).ShouldBe(60);
        var same = await client.PostAsync($"accounts/{account}/adjust", new { balance = 60 });
        ((int)same.Status).ShouldBe(200);
        same["transaction"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_adjustment_can_be_changed_and_deleted_and_stays_one()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var adjusted = await client.PostAsync($"accounts/{account}/adjust", new { balance = 90 });
        var path = $"transactions/{adjusted["transaction"].GetProperty("transactionId").GetGuid()}";
        var changed = (await client.PutAsync(path, new { amount = 4, description = "Coins" })).Ok();
        (Text(changed, "direction"), Text(changed, "flow")).ShouldBe(("out", "adjustment"));
        (await client.BalanceAsync(account)).ShouldBe(96);
        (await client.PutAsync(path, new { type = "income" })).Fields.ShouldBe(["type"]);
        (await client.PutAsync(path, new { flow = "expense" })).Fields.ShouldBe(["flow"]);
        (await client.PutAsync(path, new { categoryId = await client.CategoryAsync("Dining") })).Fields.ShouldBe(["categoryId"]);
        var expense = (await client.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.PutAsync($"transactions/{expense}", new { flow = "adjustment" })).Fields.ShouldBe(["flow"]);
        (await client.DeleteAsync(path)).Ok();
        (await client.BalanceAsync(account)).ShouldBe(99);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await client.OpenAccountAsync(opening: 100);
        var today = await client.TodayAsync();
        var path = $"accounts/{account}/adjust";
        (await client.PostAsync(path, new { })).Fields.ShouldBe(["balance"]);
        (await client.PostAsync(path, new { balance = 0.001 })).ShouldFail(400, "currency_precision");
        (await client.PostAsync(path, new { balance = 1, date = $"{today.AddDays(1):yyyy-MM-dd}" })).Fields.ShouldBe(["date"]);
        (await client.PostAsync(path, new { balance = 1, reason = new string('x', 501) })).Fields.ShouldBe(["reason"]);
        (await other.PostAsync(path, new { balance = 1 })).ShouldFail(404, "not_found");
        (
            await client.PostAsync($"accounts/{account}/reconcile", new { statementDate = $"{today:yyyy-MM-dd}", statementBalance = 100 })
        ).Ok();
        (await client.PostAsync(path, new { balance = 1 })).ShouldFail(409, "reconciled");
        (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        (await client.PostAsync(path, new { balance = 1 })).ShouldFail(409, "account_archived");
        (await client.BalanceAsync(account)).ShouldBe(100);
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
