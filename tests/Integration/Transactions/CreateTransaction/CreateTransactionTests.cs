using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.CreateTransaction;

public sealed class CreateTransactionTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_new_checking_account_can_go_to_minus_500()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var groceries = await client.CategoryAsync("Groceries");
        var reply = await client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount = 500,
                type = "expense",
                categoryId = groceries,
                description = "Test transaction",
                tags = new[] { "a" },
            }
        );
        ((int)reply.Status).ShouldBe(201);
        reply["categoryName"].GetString().ShouldBe("Groceries");
        reply["direction"].GetString().ShouldBe("out");
        reply.Headers.Location!.ToString().ShouldBe($"/api/v1/transactions/{reply["transactionId"].GetGuid()}");
        (await client.BalanceAsync(account)).ShouldBe(-500);
        (await client.GetAsync(reply.Headers.Location.ToString())).Text.ShouldBe(reply.Text);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task An_expense_beyond_the_overdraft_limit_is_refused_and_writes_nothing()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var reply = await client.ExpenseAsync(account, 100_000);
        reply.ShouldFail(400, "insufficient_balance");
        reply["detail"].GetString().ShouldBe("Insufficient balance");
        (await client.ExpenseAsync(account, 10_000)).Ok();
        (await client.ExpenseAsync(account, 0.01m)).ShouldFail(400, "insufficient_balance");
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(1);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("""{"amount":1,"type":"expense"}""", "validation_failed", "accountId")]
    [InlineData("""{"accountId":"ACC","type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":0,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":-1,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":1e309,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":"12","type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":1000000000,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":5.00000000000000000000000000000000001,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"ACC","amount":0.001,"type":"expense"}""", "currency_precision", "amount")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"gift"}""", "validation_failed", "type")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","currency":"EUR"}""", "currency_mismatch", "currency")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","date":"2026-02-30"}""", "validation_failed", "date")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","date":"0001-01-01"}""", "validation_failed", "date")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","date":"9999-12-31"}""", "validation_failed", "date")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","status":"lost"}""", "validation_failed", "status")]
    [InlineData("""{"accountId":"ACC","amount":1,"type":"expense","merchant":"a\u0000b"}""", "validation_failed", "merchant")]
    [InlineData("""{"accountId":"ACC","amount":1e-2147483648,"type":"expense"}""", "validation_failed", "amount")]
    [InlineData("""{"accountId":"rubbish","amount":1,"type":"expense"}""", "validation_failed", "accountId")]
    public async Task A_wrong_field_is_named_and_nothing_is_written(string body, string code, string field)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var reply = await client.PostRawAsync("transactions", body.Replace("ACC", account.ToString(), StringComparison.Ordinal));
        reply.ShouldFail(400, code);
        reply.Fields.ShouldContain(field);
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Zeros_behind_an_amount_do_not_outgrow_the_balance()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 900);
        var body = $$"""{"accountId":"{{account}}","amount":1.000000000000000000000000000,"type":"income"}""";
        (await client.PostRawAsync("transactions", body)).Ok();
        (await client.IncomeAsync(account, 999_999_999)).Ok();
        (await client.BalanceAsync(account)).ShouldBe(1_000_000_900);
        (await client.ImportAsync(account, Imports.StatementFile.Of("2026-11-01,-2.0000000000000000000000000,Dining,X,r1")))
            .GetProperty("counts")
            .GetProperty("imported")
            .GetInt32()
            .ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(1_000_000_898);
        (
            await product.Database.ScalarAsync<int>(
                "select max(scale(amount)) from entries e join accounts a using (book_id, account_id) where a.account_id = $1",
                account
            )
        ).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Foreign_and_unknown_accounts_and_categories_get_the_same_404()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (account, foreign) = (await mine.OpenAccountAsync(), await theirs.OpenAccountAsync());
        var foreignCategory = await theirs.CategoryAsync("Dining");
        (await mine.ExpenseAsync(foreign, 1)).ShouldFail(404, "not_found");
        (await mine.ExpenseAsync(Guid.CreateVersion7(), 1)).ShouldFail(404, "not_found");
        (await mine.ExpenseAsync(account, 1, foreignCategory)).ShouldFail(404, "not_found");
        (await mine.ExpenseAsync(account, 1, Guid.Empty)).ShouldFail(404, "not_found");
        (await theirs.BalanceAsync(foreign)).ShouldBe(0);
    }

    [Fact]
    public async Task A_category_of_the_other_kind_is_refused()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.ExpenseAsync(account, 1, await client.CategoryAsync("Salary", "income"))).ShouldFail(400, "category_kind");
        (await client.IncomeAsync(account, 1, await client.CategoryAsync("Dining"))).ShouldFail(400, "category_kind");
    }

    [Fact]
    public async Task A_replay_is_byte_identical_and_another_body_is_422()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var body = $$"""{"accountId":"{{account}}","amount":5,"type":"expense"}""";
        var first = await client.PostRawAsync("transactions", body, headers: ("Idempotency-Key", "k"));
        var again = await client.PostRawAsync("transactions", body, headers: ("Idempotency-Key", "k"));
        again.Text.ShouldBe(first.Text);
        again.Status.ShouldBe(first.Status);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await client.PostRawAsync("transactions", body + " ", headers: ("Idempotency-Key", "k"))).ShouldFail(
            422,
            "idempotency_key_reused"
        );
        (await client.PostRawAsync("transactions", body, headers: ("Idempotency-Key", new string('k', 256)))).ShouldFail(
            400,
            "invalid_idempotency_key"
        );
        (await client.BalanceAsync(account)).ShouldBe(-5);
    }

    [Fact]
    public async Task Fifty_at_once_with_one_key_write_once()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var body = new
        {
            accountId = account,
            amount = 1,
            type = "expense",
        };
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => client.PostAsync("transactions", body, ("Idempotency-Key", "storm")))
        );
        replies.Select(r => r.Text).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(-1);
    }

    [Fact]
    public async Task Another_user_with_the_same_key_is_independent()
    {
        var (one, two) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (a, b) = (await one.OpenAccountAsync(), await two.OpenAccountAsync());
        (
            await one.PostAsync(
                "transactions",
                new
                {
                    accountId = a,
                    amount = 1,
                    type = "income",
                },
                ("Idempotency-Key", "shared")
            )
        ).Ok();
        (
            await two.PostAsync(
                "transactions",
                new
                {
                    accountId = b,
                    amount = 2,
                    type = "income",
                },
                ("Idempotency-Key", "shared")
            )
        ).Ok();
        (await two.BalanceAsync(b)).ShouldBe(2);
    }

    [Fact]
    public async Task Each_write_commits_with_one_event()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync(
            "serve",
            database.App,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" }
        );
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.ExpenseAsync(account, 1)).Ok();
        (await client.ExpenseAsync(account, 100_000)).ShouldFail(400, "insufficient_balance");
        (await database.ScalarAsync<long>("select count(*) from outbox where body::jsonb ->> 'cause' = 'transaction.created'")).ShouldBe(1);
        (await database.ScalarAsync<long>("select count(*) from outbox where contract = 'V1.BookChanged'")).ShouldBe(3);
    }
}
