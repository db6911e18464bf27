using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>What a client sends in vain, twice, or in another form than it thinks.</summary>
public sealed class StrictnessTests(Product product) : IClassFixture<Product>
{
    private static string[] Ignored(Reply reply) =>
        reply.Headers.TryGetValues("Rupaya-Ignored", out var values) ? [.. values.SelectMany(v => v.Split(", "))] : [];

    [Theory]
    [InlineData("minAmount=1,5", "minAmount")]
    [InlineData("minAmount=5-", "minAmount")]
    [InlineData("maxAmount=(5)", "maxAmount")]
    [InlineData("maxAmount=1e3", "maxAmount")]
    [InlineData("maxAmount=5.", "maxAmount")]
    [InlineData("minAmount=%20", "minAmount")]
    [InlineData("limit=1,0", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("startDate=2026-13-01", "startDate")]
    [InlineData("accountId=7", "accountId")]
    [InlineData("type=gift", "type")]
    [InlineData("status=posted", "status")]
    public async Task What_is_no_value_of_a_parameter_is_refused_in_a_sentence_about_it(string query, string field)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"transactions?{query}");
        reply.ShouldFail(400, "validation_failed");
        var message = reply["errors"].GetProperty(field)[0].GetString()!;
        message.ShouldStartWith($"{field} must be ");
        message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("1.50", 1)]
    [InlineData("-3", 2)]
    [InlineData("%2B2", 1)]
    [InlineData(".5", 2)]
    public async Task A_number_in_a_query_is_what_JSON_would_read(string minAmount, int found)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.ExpenseAsync(account, 1)).Ok();
        (await client.ExpenseAsync(account, 2)).Ok();
        (await client.GetAsync($"transactions?minAmount={minAmount}")).Ok().GetArrayLength().ShouldBe(found);
    }

    [Theory]
    [InlineData("period=decade", "analytics/dashboard", "period", "week, month or year")]
    [InlineData("kind=by-shop", "analytics/reports", "kind", "by-category")]
    [InlineData("verdict=good", "imports/01a21770-6686-78ba-9468-76cd5d4e933a/rows", "verdict", "imported, duplicate or rejected")]
    [InlineData("interval=hour", "wallet/cashflow", "interval", "day, week or month")]
    public async Task An_unknown_value_is_answered_with_the_known_ones(string query, string path, string field, string known)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"{path}?{query}");
        reply.ShouldFail(400, "validation_failed");
        reply["errors"].GetProperty(field)[0].GetString()!.ShouldContain(known);
    }

    [Theory]
    [InlineData("transactions?minAmmount=5", "minAmmount", "minAmount")]
    [InlineData("transactions?limit=5&acount=1", "acount", "accountId")]
    [InlineData("accounts?name=x", "name", null)]
    [InlineData("analytics/dashboard?Periode=month", "Periode", "period")]
    public async Task An_unknown_query_parameter_is_named_and_refused_for_who_prefers_it(string path, string name, string? meant)
    {
        var client = await product.SignedUpAsync();
        var loose = await client.GetAsync(path);
        loose.Ok();
        Ignored(loose).ShouldBe([name]);
        var strict = await client.GetAsync(path, ("Prefer", "respond-async, handling=strict"));
        strict.ShouldFail(400, "unknown_parameter");
        strict.Fields.ShouldBe([name]);
        strict.Headers.GetValues("Preference-Applied").ShouldBe(["handling=strict"]);
        (await client.GetAsync(path, ("Prefer", "handling = \"strict\""))).ShouldFail(400, "unknown_parameter");
        strict["errors"]
            .GetProperty(name)[0]
            .GetString()
            .ShouldBe(meant is null ? $"{name} is not known." : $"{name} is not known: {meant} is.");
    }

    [Theory]
    [InlineData("""{"name":"Cash","type":"cash","colour":"red"}""", "colour")]
    [InlineData("""{"name":"Cash","type":"cash","openingBalanse":5,"x y\r\n":1}""", "openingBalanse,x%20y%0D%0A")]
    [InlineData("""{"name":"Cash","type":"cash","more":{"deep":[1,{"a":1}]}}""", "more")]
    public async Task An_unknown_member_is_named_and_nothing_is_written_for_who_is_strict(string body, string names)
    {
        var client = await product.SignedUpAsync();
        (await client.PostRawAsync("accounts", body, headers: ("Prefer", "handling=strict"))).ShouldFail(400, "unknown_parameter");
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        Ignored(await client.PostRawAsync("accounts", body)).ShouldBe(names.Split(','));
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_belongs_into_the_query_is_named_when_it_stands_in_the_body()
    {
        var client = await product.SignedUpAsync();
        var accountId = await client.OpenAccountAsync(opening: 100);
        var row = (await client.ExpenseAsync(accountId, 1)).Ok().GetProperty("transactionId").GetGuid();
        var strict = ("Prefer", "handling=strict");
        (await client.PutAsync($"transactions/{row}", new { force = true, reason = "x" }, strict)).ShouldFail(400, "unknown_parameter");
        (await client.PostAsync("transactions/bulk", new { items = Array.Empty<object>(), atomic = true }, strict)).ShouldFail(
            400,
            "unknown_parameter"
        );
        var told = await client.PutAsync($"transactions/{row}", new { force = true, merchant = "Shop" });
        told.Ok();
        told.Headers.GetValues("Rupaya-Ignored").Single().ShouldBe("force");
    }

    [Fact]
    public async Task Members_of_items_are_named_by_their_path_and_a_request_without_any_is_not_told_off()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var item = new
        {
            accountId = account,
            type = "expense",
            amount = 2,
            note = "x",
            splits = new[] { new { amount = 2, kind = "y" } },
        };
        Ignored(await client.PostAsync("transactions/bulk", new { items = new[] { item, item } }))
            .ShouldBe(["items[].note", "items[].splits[].kind"]);
        Ignored(
                await client.PostAsync(
                    "transactions",
                    new
                    {
                        accountId = account,
                        type = "expense",
                        amount = 1,
                        tags = new[] { "a" },
                    }
                )
            )
            .ShouldBeEmpty();
        Ignored(await client.GetAsync("transactions?Limit=5")).ShouldBeEmpty();
        // A refusal tells it as well.
        Ignored(await client.PostAsync("accounts", new { nom = "x" })).ShouldBe(["nom"]);
    }

    [Fact]
    public async Task Fields_of_a_form_are_named_too()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        (await SendAsync(("Prefer", "handling=strict"), "acountId")).ShouldFail(400, "unknown_parameter");
        (await SendAsync(("X-Other", "1"), "accountId")).Fields.ShouldBe(["accountId"]);
        var loose = await SendAsync(("X-Other", "1"), "acountId", "mapping");
        ((int)loose.Status).ShouldBe(202);
        Ignored(loose).ShouldBe(["acountId", "mapping"]);

        Task<Reply> SendAsync((string, string) header, params string[] more)
        {
            var form = new MultipartFormDataContent
            {
                { new ByteArrayContent("date,amount,category,merchant\n2026-10-01,-1,,A\n"u8.ToArray()), "file", "a.csv" },
                { new StringContent(account.ToString()), "accountId" },
            };
            foreach (var name in more)
            {
                form.Add(new StringContent(account.ToString()), name);
            }
            return client.SendAsync(HttpMethod.Post, "imports", form, [header]);
        }
    }

    [Theory]
    [InlineData("""{"accountId":"{0}","type":"expense","amount":1,"amount":2}""", "amount")]
    [InlineData("""{"accountId":"{0}","type":"expense","amount":1,"Amount":100}""", "Amount")]
    [InlineData("""{"accountId":"{0}","type":"expense","amount":3,"splits":[{"amount":1,"amount":3}]}""", "splits[].amount")]
    [InlineData("""{"accountId":"{0}","accountid":"{0}","type":"expense","amount":1}""", "accountid")]
    public async Task A_member_that_is_given_twice_is_refused(string body, string field)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var reply = await client.PostRawAsync("transactions", body.Replace("{0}", account.ToString(), StringComparison.Ordinal));
        reply.ShouldFail(400, "validation_failed");
        reply["errors"].GetProperty(field)[0].GetString().ShouldBe($"{field} is given twice.");
        (await client.BalanceAsync(account)).ShouldBe(100);
    }

    [Fact]
    public async Task A_body_that_is_made_to_cost_costs_little_and_a_name_that_is_no_text_is_malformed()
    {
        var client = product.Client();
        var (name, pairs) = (new string('n', 400_000), string.Concat(Enumerable.Repeat(",\"b\":1", 60_000)));
        var reply = await client.PostRawAsync("auth/signin", $$"""{"{{name}}":{"a":1{{pairs}}},"c":1}""");
        reply.ShouldFail(400, "validation_failed");
        Ignored(reply).Length.ShouldBe(2);
        var many = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"m{i}\":1"));
        Ignored(await client.PostRawAsync("auth/signin", $$"""{{{many}}}""")).Length.ShouldBe(20);
        (await client.PostRawAsync("auth/signin", "{\"\\ud800\":1}")).ShouldFail(400, "malformed_json");
        (await client.PostRawAsync("accounts", "{\"a\\ud800\":1,\"name\":\"x\"}")).ShouldFail(401, "invalid_token");
    }

    [Theory]
    [InlineData("transactions?limit=1&limit=2", "limit")]
    [InlineData("transactions?limit=1&Limit=2", "limit")]
    [InlineData("analytics/dashboard?period=month&period=year", "period")]
    public async Task A_query_parameter_that_is_given_twice_is_refused(string path, string field) =>
        (await (await product.SignedUpAsync()).GetAsync(path)).Fields.ShouldBe([field]);

    [Fact]
    public async Task What_exists_and_cannot_be_changed_is_refused_not_ignored()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var transaction = (await client.ExpenseAsync(account, 5)).Ok().GetProperty("transactionId").GetGuid();
        var category = await client.CategoryAsync("Dining");
        await RefusedAsync($"accounts/{account}", new { name = "New", currency = "EUR" }, "currency");
        await RefusedAsync($"accounts/{account}", new { currentBalance = 1, Version = 5 }, "currentBalance", "version");
        await RefusedAsync($"transactions/{transaction}", new { amount = 6, currency = "EUR" }, "currency");
        await RefusedAsync($"transactions/{transaction}", new { amount = 6, reconciled = true }, "reconciled");
        await RefusedAsync($"categories/{category}", new { name = "New", kind = "income" }, "kind");
        await RefusedAsync("user/profile", new { name = "New", email = "other@rupaya.example" }, "email");
        var goal = (await client.PostAsync("goals", new { name = "Trip", targetAmount = 5 })).Ok().GetProperty("goalId").GetGuid();
        await RefusedAsync(
            $"goals/{goal}",
            new
            {
                name = "New",
                saved = 5,
                onTrack = true,
            },
            "onTrack",
            "saved"
        );
        (await client.GetAsync($"accounts/{account}")).Ok().GetProperty("currentBalance").GetDecimal().ShouldBe(95);

        async Task RefusedAsync(string path, object body, params string[] fields)
        {
            var reply = await client.PutAsync(path, body);
            reply.ShouldFail(400, "validation_failed");
            reply.Fields.Order(StringComparer.Ordinal).ShouldBe(fields);
            reply["errors"].GetProperty(fields[0])[0].GetString().ShouldBe($"{fields[0]} cannot be changed.");
        }
    }

    [Theory]
    [InlineData("\"{0}-x\"", 200)]
    [InlineData("\"1-a\", \"{0}-x\"", 200)]
    [InlineData("\"7\",W/\"{0}-x\" , \"9\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"1-a\", \"2-b\"", 412)]
    [InlineData("\"other,{0}\"", 412)]
    [InlineData("nonsense", 412)]
    public async Task One_tag_of_If_Match_is_enough(string header, int status)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var etag = (await client.GetAsync($"accounts/{account}")).Headers.ETag!.Tag.Trim('"').Split('-')[0];
        var sent = header.Replace("{0}", etag, StringComparison.Ordinal);
        ((int)(await client.PutAsync($"accounts/{account}", new { name = "New" }, ("If-Match", sent))).Status).ShouldBe(status);
    }

    [Theory]
    [InlineData("accounts/{0}")]
    [InlineData("analytics/dashboard")]
    [InlineData("wallet/summary")]
    public async Task One_tag_of_If_None_Match_is_enough_and_must_be_whole(string path)
    {
        var client = await product.SignedUpAsync();
        var at = path.Replace("{0}", (await client.OpenAccountAsync()).ToString(), StringComparison.Ordinal);
        var etag = (await client.GetAsync(at)).Headers.ETag!.Tag;
        foreach (
            var (sent, status) in new[]
            {
                (etag, 304),
                ($"\"x\", W/{etag}", 304),
                ("*", 304),
                ($"\"{etag.Trim('"')}x\"", 200),
                ("\"x\"", 200),
            }
        )
        {
            ((int)(await client.GetAsync(at, ("If-None-Match", sent))).Status).ShouldBe(status, sent);
        }
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("analytics/dashboard")]
    [InlineData("transactions?limit=5")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("analytics/export?format=csv")]
    public async Task HEAD_answers_as_GET_does_without_a_body(string path)
    {
        var client = await product.SignedUpAsync();
        var (get, head) = (await client.GetAsync(path), await client.SendAsync(HttpMethod.Head, path, null, []));
        head.Status.ShouldBe(get.Status);
        head.Text.ShouldBeEmpty();
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await client.SendAsync(HttpMethod.Head, "nothing", null, [])).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await client.SendAsync(HttpMethod.Head, "transfers", null, [])).Status.ShouldBe(System.Net.HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task I40_HEAD_writes_nothing_and_waits_for_no_stream()
    {
        var client = await product.SignedUpAsync();
        var stream = await client.SendAsync(HttpMethod.Head, "notifications/stream", null, []);
        stream.Status.ShouldBe(System.Net.HttpStatusCode.MethodNotAllowed);
        foreach (var path in new[] { "auth/signout", "auth/email/confirm", $"books/{await client.DefaultBookAsync()}/restore" })
        {
            (await client.SendAsync(HttpMethod.Head, path, null, [])).Status.ShouldBe(System.Net.HttpStatusCode.MethodNotAllowed);
        }
        (await client.SendAsync(HttpMethod.Head, "user/export", null, [])).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await product.AuditAsync(client.UserId)).ShouldBe(["user.signed_up"]);
        (await client.PostAsync("auth/signout", null)).Ok();
        (await client.SendAsync(HttpMethod.Head, "user/export", null, [])).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task JSON_in_another_charset_is_refused_and_a_byte_order_mark_is_not()
    {
        var client = await product.SignedUpAsync();
        var body = new StringContent("""{"name":"Cash","type":"cash"}""", System.Text.Encoding.Unicode, "application/json");
        (await client.SendAsync(HttpMethod.Post, "accounts", body, [])).ShouldFail(415, "unsupported_media_type");
        (await client.PostRawAsync("accounts", "\uFEFF{\"name\":\"Cash\",\"type\":\"cash\"}")).Ok();
        (await client.PostRawAsync("accounts", "\uFEFF{\"name\":\"Cash\",\"Name\":\"x\",\"type\":\"cash\"}")).Fields.ShouldBe(["Name"]);
    }

    [Theory]
    [InlineData("""{"accountId":7}""", "accountId", "accountId must be text.")]
    [InlineData("""{"accountId":"7"}""", "accountId", "accountId must be a UUID.")]
    [InlineData("""{"amount":"7"}""", "amount", "amount must be a number.")]
    [InlineData("""{"amount":1e400}""", "amount", "amount must be a number of at most 28 digits.")]
    [InlineData("""{"merchant":"\ud800"}""", "merchant", "merchant must not contain NUL or broken characters.")]
    [InlineData("""{"merchant":"\udc00x"}""", "merchant", "merchant must not contain NUL or broken characters.")]
    [InlineData("""{"tags":"x"}""", "tags", "tags must be a list.")]
    [InlineData("""{"description":5}""", "description", "description must be text.")]
    [InlineData("""{"date":"tomorrow"}""", "date", "date must be a date that exists, as YYYY-MM-DD.")]
    [InlineData("""{"accountId":null,"type":"gift","amount":0}""", "amount", "amount must be above 0.")]
    [InlineData("""{"type":"expense","amount":1000000000}""", "amount", "amount must be at most 999999999.")]
    [InlineData("""{}""", "accountId", "accountId is required.")]
    public async Task Messages_are_sentences_about_the_field_in_its_own_spelling(string body, string field, string message)
    {
        var reply = await (await product.SignedUpAsync()).PostRawAsync("transactions", body);
        reply["errors"].GetProperty(field)[0].GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("recurring", """{"count":1.5}""", "count")]
    [InlineData("recurring", """{"interval":99999999999}""", "interval")]
    [InlineData("books", """{"monthStartDay":1e1}""", "monthStartDay")]
    public async Task What_is_no_whole_number_is_told_so(string path, string body, string field)
    {
        var reply = await (await product.SignedUpAsync()).PostRawAsync(path, body);
        reply.ShouldFail(400, "validation_failed");
        reply["errors"].GetProperty(field)[0].GetString().ShouldBe($"{field} must be a whole number.");
    }

    [Fact]
    public async Task Shares_of_spending_that_refunds_outweigh_are_null()
    {
        var client = await product.SignedUpAsync();
        var (account, dining, groceries) = (
            await client.OpenAccountAsync(opening: 100),
            await client.CategoryAsync("Dining"),
            await client.CategoryAsync("Groceries")
        );
        (await client.ExpenseAsync(account, 10, groceries)).Ok();
        await SharesAsync(100m);
        (await RefundAsync(10)).Ok();
        await SharesAsync(null, null);
        (await RefundAsync(5)).Ok();
        await SharesAsync(null, null);
        (await client.ExpenseAsync(account, 25, groceries)).Ok();
        await SharesAsync(175m, -75m);

        Task<Reply> RefundAsync(decimal amount) =>
            client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "income",
                    flow = "refund",
                    amount,
                    categoryId = dining,
                }
            );

        async Task SharesAsync(params decimal?[] expected) =>
            (await client.DashboardAsync())
                .GetProperty("spendingByCategory")
                .EnumerateArray()
                .Select(c => c.GetProperty("percent"))
                .Select(p => p.ValueKind == System.Text.Json.JsonValueKind.Null ? (decimal?)null : p.GetDecimal())
                .ShouldBe(expected);
    }
}
