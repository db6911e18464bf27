using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.CreateAccount;

public sealed class CreateAccountTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_opening_balance_is_a_posting_and_neither_income_nor_expense()
    {
        var client = await product.SignedUpAsync();
        var reply = await client.PostAsync(
            "accounts",
            new
            {
                name = "Giro",
                type = "checking",
                openingBalance = 1234.5,
            }
        );
        ((int)reply.Status).ShouldBe(201);
        reply["currentBalance"].GetDecimal().ShouldBe(1234.5m);
        reply["currency"].GetString().ShouldBe("INR");
        reply["overdraftLimit"].GetDecimal().ShouldBe(10_000m);
        reply.Headers.Location!.ToString().ShouldBe($"/api/v1/accounts/{reply["accountId"].GetGuid()}");
        (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(0);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("credit_card", 100_000)]
    [InlineData("savings", 0)]
    public async Task The_overdraft_limit_follows_the_type(string type, decimal limit)
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("accounts", new { name = "A", type })).Ok().GetProperty("overdraftLimit").GetDecimal().ShouldBe(limit);
    }

    [Fact]
    public async Task The_minor_unit_of_the_currency_holds()
    {
        var client = await product.SignedUpAsync();
        (
            await client.PostAsync(
                "accounts",
                new
                {
                    name = "A",
                    type = "cash",
                    currency = "JPY",
                    openingBalance = 1.5,
                }
            )
        ).ShouldFail(400, "currency_precision");
        (
            await client.PostAsync(
                "accounts",
                new
                {
                    name = "A",
                    type = "cash",
                    currency = "KWD",
                    openingBalance = 1.234,
                }
            )
        ).Ok();
    }

    [Theory]
    [InlineData("""{"type":"checking"}""", "name")]
    [InlineData("""{"name":"A","type":"purse"}""", "type")]
    [InlineData("""{"name":"A","type":"cash","currency":"inr"}""", "currency")]
    [InlineData("""{"name":"A","type":"cash","openingBalance":1e309}""", "openingBalance")]
    [InlineData("""{"name":"A","type":"cash","overdraftLimit":-1}""", "overdraftLimit")]
    [InlineData("""{"name":"A","type":"cash","openingDate":"2026-02-30"}""", "openingDate")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var client = await product.SignedUpAsync();
        var reply = await client.PostRawAsync("accounts", body);
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldContain(field);
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_is_identical_and_opens_nothing()
    {
        var client = await product.SignedUpAsync();
        var body = new { name = "Once", type = "cash" };
        var first = await client.PostAsync("accounts", body, ("Idempotency-Key", "account-1"));
        var again = await client.PostAsync("accounts", body, ("Idempotency-Key", "account-1"));
        again.Text.ShouldBe(first.Text);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(1);
    }
}
