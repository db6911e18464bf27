using Rupaya.Domain.Webhooks;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.CreateWebhook;

public sealed class CreateWebhookTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task What_happens_to_a_transaction_is_told_signed_in_order_and_once()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, account, _) = await product.HookedAsync(receiver.Url);
        var created = (await client.ExpenseAsync(account, 12.5m)).Ok();
        var id = created.GetProperty("transactionId").GetGuid();
        (await client.PutAsync($"transactions/{id}", new { amount = 13 })).Ok();
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        var requests = await receiver.WaitAsync(3);
        requests
            .Select(r => r.Json.GetProperty("event").GetString())
            .Order(StringComparer.Ordinal)
            .ShouldBe(["transaction.created", "transaction.deleted", "transaction.updated"]);
        foreach (var request in requests)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Signature.Split(',')[0][2..]));
            request.Signature.ShouldBe(WebhookSignature.Of(HookedProduct.Secret, at, request.Body));
            request.Json.GetProperty("deliveryId").GetString().ShouldBe(request.Delivery);
            request.Json.GetProperty("bookId").GetGuid().ShouldBe(await client.DefaultBookAsync());
            request.Json.GetProperty("data").GetProperty("transactionId").GetGuid().ShouldBe(id);
            request.Json.GetProperty("occurredAt").GetString()!.ShouldEndWith("Z");
        }
        requests.Select(r => r.Json.GetProperty("seq").GetInt64()).Distinct().Count().ShouldBe(3);
        var first = requests.Single(r => r.Json.GetProperty("event").GetString() == "transaction.created").Json;
        first.GetProperty("seq").GetInt64().ShouldBe(created.GetProperty("version").GetInt64());
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        receiver.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_import_is_told_once_and_not_row_by_row_and_a_threshold_as_well()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, account, _) = await product.HookedAsync(
            receiver.Url,
            "transaction.created",
            "import.completed",
            "budget.threshold",
            "account.low_balance"
        );
        var dining = await client.CategoryAsync("Dining");
        var budget = new
        {
            categoryId = dining,
            amount = 100,
            period = "year",
        };
        (await client.PostAsync("budgets", budget)).Ok();
        await client.ImportAsync(account, "date,amount,category,merchant\n2026-11-02,20000,Dining,X\n2026-11-03,1,Dining,Y\n"u8.ToArray());
        var told = (await receiver.WaitAsync(3)).ToDictionary(
            r => r.Json.GetProperty("event").GetString()!,
            r => r.Json.GetProperty("data")
        );
        told["import.completed"].GetProperty("imported").GetInt32().ShouldBe(2);
        told["budget.threshold"].GetProperty("threshold").GetInt32().ShouldBe(100);
        told["account.low_balance"].GetProperty("balance").GetDecimal().ShouldBe(-10_001);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        receiver.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_webhook_is_told_nothing_from_before_it_and_nothing_of_another_book()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var client = await product.Host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.ExpenseAsync(account, 1)).Ok();
        (await client.PostAsync("webhooks", new { url = receiver.Url, events = new[] { "transaction.created" } }))
            .Ok()
            .GetProperty("secret")
            .GetString()!
            .ShouldStartWith("whsec_");
        var (other, elsewhere, _) = await product.HookedAsync("http://127.0.0.1:9/");
        (await other.ExpenseAsync(elsewhere, 3)).Ok();
        (await client.ExpenseAsync(account, 2)).Ok();
        var request = (await receiver.WaitAsync(1))[0];
        request.Json.GetProperty("data").GetProperty("amount").GetDecimal().ShouldBe(2);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        receiver.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("nowhere", "url")]
    [InlineData("ftp://example.org/", "url")]
    [InlineData("https://user:password@example.org/", "url")]
    [InlineData("https://example.org/#part", "url")]
    [InlineData(null, "url")]
    public async Task A_wrong_address_is_named(string? url, string field)
    {
        var client = await product.Host.Client().SignUpAsync();
        var reply = await client.PostAsync("webhooks", new { url, events = new[] { "transaction.created" } });
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task Wrong_events_a_short_secret_and_too_many_are_refused()
    {
        var client = await product.Host.Client().SignUpAsync();
        var reply = await client.PostAsync(
            "webhooks",
            new
            {
                url = "https://example.org/",
                events = new[] { "everything" },
                secret = "short",
            }
        );
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.Order(StringComparer.Ordinal).ShouldBe(["events[0]", "secret"]);
        var good = new { url = "https://example.org/", events = new[] { "goal.reached" } };
        var made = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => client.PostAsync("webhooks", good)));
        made.Count(r => (int)r.Status == 201).ShouldBe(10);
        made.Where(r => (int)r.Status != 201).ShouldAllBe(r => r.Code == "too_many_webhooks");
    }

    [Fact]
    public async Task Only_owners_make_and_see_them()
    {
        var (owner, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        var editor = await product.Host.Client().SignUpAsync();
        var book = await owner.DefaultBookAsync();
        (await owner.PostAsync($"books/{book}/invitations", new { email = editor.Email, role = "editor" })).Ok();
        var token = await product.Mail.TokenAsync(editor.Email, "invited");
        (await editor.PostAsync("books/invitations/accept", new { token })).Ok();
        editor.BookId = book.ToString();
        (await editor.GetAsync("webhooks")).ShouldFail(403, "forbidden");
        (await editor.PostAsync("webhooks", new { url = "https://example.org/", events = new[] { "goal.reached" } })).ShouldFail(
            403,
            "forbidden"
        );
        (await editor.DeleteAsync($"webhooks/{hook}")).ShouldFail(403, "forbidden");
        (await editor.GetAsync($"webhooks/{hook}/deliveries")).ShouldFail(403, "forbidden");
    }
}
