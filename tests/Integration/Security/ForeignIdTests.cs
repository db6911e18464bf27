using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>
/// S1: every operation of the OpenAPI document that takes an id, with every id of somebody else, answers as it does for an id that does not
/// exist. An operation or an id that this test does not know fails it.
/// </summary>
public abstract class ForeignIdTests(Deployment product)
{
    /// <summary>A valid body for each operation that has one and takes an id; <c>{name}</c> stands for the id under test.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["CreateTransaction"] = """{"accountId":"{accountId}","categoryId":"{categoryId}","amount":1,"type":"expense"}""",
        ["CreateTransaction refundOf"] = """{"accountId":"{accountId}","amount":1,"type":"income","refundOf":"{refundOf}"}""",
        ["BulkCreate"] = """{"items":[{}]}""",
        ["BatchTransactions"] = """{"operations":[{"op":"delete","id":"{transactionId}"}]}""",
        ["ChangeTransactions"] = """{"filter":{},"set":{"status":"cleared"}}""",
        ["TestWebhook"] = """{"event":"goal.reached"}""",
        ["CreateTransfer"] = """{"fromAccountId":"{fromAccountId}","toAccountId":"{toAccountId}","amount":1}""",
        ["UpdateAccount"] = """{"name":"Mine now"}""",
        ["AdjustAccount"] = """{"balance":1}""",
        ["ReconcileAccount"] = """{"statementDate":"2026-11-30","statementBalance":0}""",
        ["CreateCategory"] = """{"name":"Sub","kind":"expense","parentId":"{parentId}"}""",
        ["UpdateCategory"] = """{"name":"Mine now","parentId":"{parentId}"}""",
        ["SetRate"] = """{"base":"USD","quote":"INR","date":"2026-11-20","rate":1}""",
        ["UpdateTransaction"] = """{"accountId":"{accountId}","categoryId":"{categoryId}","amount":2}""",
        ["CreateBudget"] = """{"categoryId":"{categoryId}","amount":1,"period":"month"}""",
        ["UpdateBudget"] = """{"categoryId":"{categoryId}","amount":2}""",
        ["CopyBudgets"] = """{"from":"2026-11-01","to":"2026-12-01"}""",
        ["SimulateBudget"] = """{"categoryId":"{categoryId}","amount":1}""",
        ["SimulateBudget budgetId"] = """{"budgetId":"{budgetId}","amount":1}""",
        ["CreateGoal"] = """{"name":"A","targetAmount":1,"accountIds":["{accountIds}"]}""",
        ["UpdateGoal"] = """{"name":"Mine now","accountIds":["{accountIds}"]}""",
        ["AddContribution"] = """{"amount":1}""",
        ["CreateRecurring"] = Schedule,
        ["UpdateRecurring"] = Schedule,
        ["EditOccurrence"] = """{"amount":2}""",
        ["UpdateBook"] = """{"name":"Mine now"}""",
        ["DeleteBook"] = """{"confirm":"My book"}""",
        ["SetDefaultBook"] = """{"bookId":"{bookId}"}""",
        ["AcceptInvitation"] = """{"invitationId":"{invitationId}"}""",
        ["DeclineInvitation"] = """{"invitationId":"{invitationId}"}""",
        ["ChangeMember"] = """{"role":"owner"}""",
        ["InviteMember"] = """{"email":"me@rupaya.example","role":"editor"}""",
        ["CreateAccount"] = """{"name":"A","type":"cash"}""",
        ["CreateWebhook"] = """{"url":"https://example.org/","events":["goal.reached"]}""",
        ["UpdateWebhook"] = """{"events":["goal.reached"]}""",
        ["RenamePasskey"] = """{"name":"Mine now"}""",
        ["CreateToken"] = """{"name":"A","scopes":["read"],"bookId":"{bookId}"}""",
        ["RenameToken"] = """{"name":"Mine now"}""",
        ["RotateToken"] = """{"graceHours":0}""",
        ["UploadStatement"] = "multipart",
    };

    /// <summary>A day of <see cref="Schedule"/>.</summary>
    private const string Occurrence = "2099-01-31";

    private const string Schedule = """
        {"template":{"accountId":"{accountId}","type":"expense","amount":1},"frequency":"yearly","startDate":"2099-01-31"}
        """;

    /// <summary>The query that an operation cannot do without.</summary>
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["RemoveRate"] = "base=USD&quote=INR&date=2026-11-20",
        ["LookUpRate"] = "base=USD&quote=INR",
        ["Report"] = "kind=by-tag",
    };

    /// <summary>Operations that answer a foreign id otherwise than with 404: a list that finds nothing, a field that is not taken.</summary>
    private static readonly Dictionary<string, int> Otherwise = new(StringComparer.Ordinal)
    {
        ["ListTransactions accountId"] = 200,
        ["ListTransactions categoryId"] = 200,
        ["SumTransactions accountId"] = 200,
        ["SumTransactions categoryId"] = 200,
    };

    [Fact]
    public async Task S1_a_foreign_id_is_an_unknown_id_in_every_operation()
    {
        var (owner, theirs) = await OwnerAsync();
        var (stranger, own) = await OwnerAsync();
        var operations = (await ApiOperation.AllAsync(stranger)).Where(o => o.Ids.Length > 0).ToList();
        operations.Count.ShouldBeGreaterThan(18);
        var before = await FootprintAsync(owner);
        foreach (var operation in operations)
        {
            foreach (var id in operation.Ids)
            {
                theirs.ShouldContainKey(id, $"{operation.Id} takes an id this test does not know");
                (operation.Body is null || Bodies.ContainsKey(operation.Id)).ShouldBeTrue($"{operation.Id} has no body here");
                var foreign = await CallAsync(stranger, operation, own, id, theirs[id]);
                var unknown = await CallAsync(stranger, operation, own, id, Guid.CreateVersion7());
                Comparable(foreign).ShouldBe(Comparable(unknown), $"{operation.Id} with a foreign {id}");
                var expected = operation.IsAdmin ? 403 : Otherwise.GetValueOrDefault($"{operation.Id} {id}", 404);
                ((int)foreign.Status).ShouldBe(expected, $"{operation.Id} with a foreign {id}: {foreign.Text}");
            }
        }
        (await FootprintAsync(owner)).ShouldBe(before);
    }

    /// <summary>I28: the same by a program with a token for everything, wherever a token may go.</summary>
    [Fact]
    public async Task S1_a_foreign_id_is_an_unknown_id_for_a_token_too()
    {
        var (owner, theirs) = await OwnerAsync();
        var (stranger, own) = await OwnerAsync();
        var program = (await stranger.TokenAsync("write")).Program;
        var operations = (await ApiOperation.AllAsync(stranger)).Where(o => o.Ids.Length > 0 && o.NeedsToken).ToList();
        var before = await FootprintAsync(owner);
        foreach (var operation in operations)
        {
            foreach (var id in operation.Ids)
            {
                var foreign = await CallAsync(program, operation, own, id, theirs[id]);
                var unknown = await CallAsync(program, operation, own, id, Guid.CreateVersion7());
                Comparable(foreign).ShouldBe(Comparable(unknown), $"{operation.Id} with a foreign {id}");
                var expected = operation.Scope is null ? 403 : Otherwise.GetValueOrDefault($"{operation.Id} {id}", 404);
                ((int)foreign.Status).ShouldBe(expected, $"{operation.Id} with a foreign {id}: {foreign.Text}");
            }
        }
        (await FootprintAsync(owner)).ShouldBe(before);
    }

    [Fact]
    public async Task S1_a_foreign_book_is_an_unknown_book_in_every_operation()
    {
        var (owner, theirs) = await OwnerAsync();
        var (stranger, own) = await OwnerAsync();
        var operations = (await ApiOperation.AllAsync(stranger)).Where(o => o.NeedsToken && IsBookScoped(o)).ToList();
        operations.Count.ShouldBeGreaterThan(12);
        foreach (var operation in operations)
        {
            stranger.BookId = theirs["bookId"].ToString();
            var foreign = await CallAsync(stranger, operation, own, "", default);
            stranger.BookId = Guid.CreateVersion7().ToString();
            var unknown = await CallAsync(stranger, operation, own, "", default);
            ((int)foreign.Status).ShouldBe(404, $"{operation.Id}: {foreign.Text}");
            Comparable(foreign).ShouldBe(Comparable(unknown), operation.Id);
        }
    }

    [Fact]
    public async Task S15_another_users_idempotency_key_is_another_key()
    {
        var (owner, theirs) = await OwnerAsync();
        var (stranger, own) = await OwnerAsync();
        var key = ("Idempotency-Key", "the-same-for-both");
        var first = await owner.PostAsync("transactions", Expense(theirs), key);
        first.Ok();
        var other = await stranger.PostAsync("transactions", Expense(own), key);
        other.Ok().GetProperty("accountId").GetGuid().ShouldBe(own["accountId"]);
        other.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        // The same request as the other's: still refused for what it is, not answered from their record.
        (await stranger.PostAsync("transactions", Expense(theirs), ("Idempotency-Key", "new"))).ShouldFail(404, "not_found");
        var replay = await owner.PostAsync("transactions", Expense(theirs), key);
        replay.Text.ShouldBe(first.Text);
        // And after sign-out not even to its owner.
        (await owner.PostAsync("auth/signout", null)).Ok();
        (await owner.PostAsync("transactions", Expense(theirs), key)).ShouldFail(401, "invalid_token");
    }

    private static object Expense(Dictionary<string, Guid> ids) =>
        new
        {
            accountId = ids["accountId"],
            amount = 1,
            type = "expense",
        };

    private static bool IsBookScoped(ApiOperation o) =>
        !new[] { "/auth/", "/user/", "/books", "/admin/" }.Any(p => o.Path.Contains(p, StringComparison.Ordinal));

    private static async Task<Reply> CallAsync(Client client, ApiOperation operation, Dictionary<string, Guid> own, string name, Guid value)
    {
        Guid Id(string id) => id == name ? value : own[id];
        var path = operation.Path.Replace("{occurrence}", Occurrence, StringComparison.Ordinal);
        List<string> query = Queries.TryGetValue(operation.Id, out var needed) ? [needed] : [];
        foreach (var id in operation.Ids)
        {
            if (path.Contains($"{{{id}}}", StringComparison.Ordinal))
            {
                path = path.Replace($"{{{id}}}", Id(id).ToString(), StringComparison.Ordinal);
            }
            else if (operation.Body is null)
            {
                query.Add($"{id}={Id(id)}");
            }
        }
        var content = operation.Body is null ? null : Content(operation, name, Id);
        return await client.SendAsync(operation.Method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", content, []);
    }

    private static HttpContent Content(ApiOperation operation, string tested, Func<string, Guid> id)
    {
        var body = Bodies.GetValueOrDefault($"{operation.Id} {tested}") ?? Bodies.GetValueOrDefault(operation.Id, "{}");
        if (body == "multipart")
        {
            var file = new ByteArrayContent("date,amount,category,merchant\n2026-11-01,1,Dining,X\n"u8.ToArray());
            return new MultipartFormDataContent
            {
                { new StringContent(id("accountId").ToString()), "accountId" },
                { file, "file", "a.csv" },
            };
        }
        foreach (var name in operation.Ids.Append("accountId").Append("accountIds").Distinct())
        {
            body = body.Replace($"{{{name}}}", id(name).ToString(), StringComparison.Ordinal);
        }
        return new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
    }

    private static string Comparable(Reply reply)
    {
        var text =
            reply.Body.ValueKind == JsonValueKind.Object && reply.Body.TryGetProperty("requestId", out var id)
                ? reply.Text.Replace(id.GetString()!, "", StringComparison.Ordinal)
                : reply.Text;
        return $"{(int)reply.Status} {text}";
    }

    /// <summary>Somebody with one of everything, and the ids of it.</summary>
    private async Task<(Client Person, Dictionary<string, Guid> Ids)> OwnerAsync()
    {
        var person = await product.SignedUpAsync();
        await product.Database.RunAsync($"update users set email_verified = true where user_id = '{person.UserId}'");
        var token = await person.TokenAsync("read");
        var passkey = (await person.AddPasskeyAsync(new Authenticator())).Ok().GetProperty("passkeyId").GetGuid();
        var account = await person.OpenAccountAsync(opening: 1000);
        var savings = await person.OpenAccountAsync("savings");
        var category = await person.CategoryAsync("Dining");
        string[] told = ["transaction.created"];
        var hook = (await person.PostAsync("webhooks", new { url = "https://example.org/", events = told })).Ok();
        var transaction = (await person.ExpenseAsync(account, 1, category)).Ok().GetProperty("transactionId").GetGuid();
        var budget = (
            await person.PostAsync(
                "budgets",
                new
                {
                    categoryId = category,
                    amount = 1,
                    period = "month",
                }
            )
        ).Ok();
        var goal = (await person.PostAsync("goals", new { name = "Bike", targetAmount = 100 })).Ok();
        var schedule = Schedule.Replace("{accountId}", account.ToString(), StringComparison.Ordinal);
        var recurring = (await person.PostRawAsync("recurring", schedule)).Ok();
        var import = (await person.UploadAsync(account, "date,amount,category,merchant\n2026-11-02,1,Dining,X\n"u8.ToArray())).Ok();
        var notification = (await Wait.ForAsync(async () => (await person.GetAsync("notifications")).Ok(), n => n.GetArrayLength() > 0))[0]
            .GetProperty("notificationId");
        return (
            person,
            new Dictionary<string, Guid>(StringComparer.Ordinal)
            {
                ["accountId"] = account,
                ["categoryId"] = category,
                ["transactionId"] = transaction,
                ["fromAccountId"] = account,
                ["toAccountId"] = savings,
                ["accountIds"] = savings,
                ["parentId"] = await person.CategoryAsync("Travel"),
                ["moveTo"] = await person.CategoryAsync("Gifts"),
                ["refundOf"] = transaction,
                ["budgetId"] = budget.GetProperty("budgetId").GetGuid(),
                ["goalId"] = goal.GetProperty("goalId").GetGuid(),
                ["recurringId"] = recurring.GetProperty("recurringId").GetGuid(),
                ["importId"] = import.GetProperty("importId").GetGuid(),
                ["notificationId"] = notification.GetGuid(),
                ["webhookId"] = hook.GetProperty("webhookId").GetGuid(),
                ["deliveryId"] = await DeliveryAsync(person, hook.GetProperty("webhookId").GetGuid()),
                ["bookId"] = await person.DefaultBookAsync(),
                ["invitationId"] = await InvitationAsync(person),
                ["userId"] = person.UserId,
                ["identityId"] = await IdentityAsync(person),
                ["tokenId"] = token.TokenId,
                ["passkeyId"] = passkey,
                ["sessionId"] = (await person.GetAsync("auth/sessions")).Ok()[0].GetProperty("sessionId").GetGuid(),
            }
        );
    }

    /// <summary>Somebody who is not here is invited.</summary>
    private static async Task<Guid> InvitationAsync(Client person)
    {
        var invited = new { email = AccountSteps.NewAddress(), role = "viewer" };
        var reply = (await person.PostAsync($"books/{await person.DefaultBookAsync()}/invitations", invited)).Ok();
        return reply.GetProperty("invitationId").GetGuid();
    }

    /// <summary>An identity of a provider that is not there any more.</summary>
    private async Task<Guid> IdentityAsync(Client person)
    {
        var id = Guid.CreateVersion7();
        await product.Database.RunAsync(
            $"insert into user_identities values ('{id}', '{person.UserId}', 'gone', 'https://gone.example', '{id}', null, now(), now())"
        );
        return id;
    }

    /// <summary>What the webhook was told; the receiver need not be there.</summary>
    private static async Task<Guid> DeliveryAsync(Client person, Guid hook)
    {
        var list = await Wait.ForAsync(
            async () => (await person.GetAsync($"webhooks/{hook}/deliveries")).Ok(),
            d => d.GetArrayLength() > 0
        );
        return list[0].GetProperty("deliveryId").GetGuid();
    }

    /// <summary>What of a person a stranger could have changed.</summary>
    private async Task<string> FootprintAsync(Client owner)
    {
        var book = await owner.DefaultBookAsync();
        return string.Join(
            '\n',
            (await owner.GetAsync("books")).Text,
            (await owner.GetAsync("accounts")).Text,
            (await owner.GetAsync("transactions")).Text,
            (await owner.GetAsync("budgets")).Text,
            (await owner.GetAsync("goals")).Text,
            (await owner.GetAsync("recurring")).Text,
            (await owner.GetAsync($"books/{book}/members")).Text,
            (await owner.GetAsync($"books/{book}/invitations")).Text,
            (await owner.GetAsync("user/profile")).Text,
            (await owner.GetAsync("user/identities")).Text,
            (await owner.GetAsync("auth/passkeys")).Text,
            await product.Database.ScalarAsync<long>(
                "select count(*) from sessions where user_id = $1 and revoked_at is null",
                owner.UserId
            )
        );
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedForeignIdTests(EmbeddedDeployment product) : ForeignIdTests(product);

[Collection(Full.Name)]
public sealed class FullForeignIdTests(FullDeployment product) : ForeignIdTests(product);
