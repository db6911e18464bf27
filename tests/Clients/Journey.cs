using System.Text;
using Rupaya.Client;

namespace Rupaya.Clients;

/// <summary>One journey against a live product, whose address is <c>RUPAYA_URL</c>.</summary>
public sealed partial class Journey
{
    private static readonly Uri Url = new(Environment.GetEnvironmentVariable("RUPAYA_URL") ?? "http://RUPAYA_URL.is.missing");
    private readonly string email = $"journey-{Guid.CreateVersion7():N}@rupaya.example";
    private readonly string password = $"Journey-{Guid.CreateVersion7():N}!";
    private readonly Counter counter = new();
    private Tokens? kept;

    [Fact]
    public async Task Of_somebody_from_sign_up_to_leaving()
    {
        using var api = RupayaApi.Create(new RupayaOptions { Url = Url, Inner = () => counter });
        await SignInAsync(api);
        await RefreshOnceAsync(api);
        var account = await RecordOnceAsync(api);
        await ChangeAsync(api);
        (await Should.ThrowAsync<ApiException>(() => api.CreateTransactionAsync(Expense(account, 10_000_000m)))).Code.ShouldBe(
            "insufficient_balance"
        );
        await UploadAsync(api, account);
        await ListAsync(api, account);
        await SyncAsync(api);
        await BeToldAsync(api, account);
        await BeRefusedAsync(api);
        await api.DeleteAccountAsync(new DeleteAccountRequest { Password = password });
        (await Should.ThrowAsync<ApiException>(() => api.ListAccountsAsync())).StatusCode.ShouldBe(401);
        counter.Calls.ShouldBeGreaterThanOrEqualTo(40);
        TestContext.Current.SendDiagnosticMessage($"C#: {counter.Calls} calls");
    }

    private static CreateTransactionRequest Expense(Guid account, decimal amount, string? merchant = null) =>
        new()
        {
            AccountId = account,
            Amount = amount,
            Type = "expense",
            Merchant = merchant,
        };

    private async Task SignInAsync(RupayaApi api)
    {
        var signedUp = await api.SignupAsync(
            new SignupRequest
            {
                Email = email,
                Password = password,
                DeviceId = "journey",
            }
        );
        signedUp.User.Email.ShouldBe(email);
        var signedIn = await api.SignInAsync(
            new SigninRequest
            {
                Email = email,
                Password = password,
                DeviceId = "journey",
            }
        );
        signedIn.MfaToken.ShouldBeNull();
        kept = new Tokens(signedIn.AccessToken, signedIn.RefreshToken);
        await api.WhoAmIAsync();
    }

    private async Task RefreshOnceAsync(RupayaApi api)
    {
        await api.Session.KeepAsync(kept! with { AccessToken = "expired" });
        var before = counter.Calls;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.ListAccountsAsync()));
        (counter.Calls - before).ShouldBe(9);
    }

    private static async Task<Guid> RecordOnceAsync(RupayaApi api)
    {
        var everyday = await api.CreateAccountAsync(
            new CreateAccountRequest
            {
                Name = "Everyday",
                Type = CreateAccountRequestType.Checking,
                OpeningBalance = 50_000m,
            }
        );
        var savings = await api.CreateAccountAsync(new CreateAccountRequest { Name = "Savings", Type = CreateAccountRequestType.Savings });
        var first = await api.CreateTransactionAsync(
            Expense(everyday.AccountId, 12.34m, "Café Madras"),
            idempotency_Key: $"{everyday.AccountId}"
        );
        var again = await api.CreateTransactionAsync(
            Expense(everyday.AccountId, 12.34m, "Café Madras"),
            idempotency_Key: $"{everyday.AccountId}"
        );
        again.TransactionId.ShouldBe(first.TransactionId);
        await api.CreateTransferAsync(
            new CreateTransferRequest
            {
                FromAccountId = everyday.AccountId,
                ToAccountId = savings.AccountId,
                Amount = 100m,
            }
        );
        (await api.GetAccountAsync(everyday.AccountId)).CurrentBalance.ShouldBe(49_887.66m);
        return everyday.AccountId;
    }

    /// <summary>Two who change the same thing: the second is told, reads again, and clears by null.</summary>
    private async Task ChangeAsync(RupayaApi api)
    {
        var id = (await api.ListTransactionsAsync(q: "madras")).Single().TransactionId;
        await api.GetTransactionAsync(id);
        using var other = RupayaApi.Create(new RupayaOptions { Url = Url });
        await other.SignInAsync(
            new SigninRequest
            {
                Email = email,
                Password = password,
                DeviceId = "other",
            }
        );
        await other.UpdateTransactionAsync(id, new UpdateTransactionRequest { Description = "With Asha" });
        var late = await Should.ThrowAsync<ApiException>(() =>
            api.UpdateTransactionAsync(id, new UpdateTransactionRequest { Merchant = "Madras" })
        );
        (late.StatusCode, late.Code).ShouldBe((412, "stale_version"));
        var now = await api.GetTransactionAsync(id);
        var cleared = await api.UpdateTransactionAsync(id, new UpdateTransactionRequest().Clear(t => t.Merchant));
        cleared.Merchant.ShouldBeNull();
        (cleared.Description, cleared.Amount, cleared.TransactionDate).ShouldBe((now.Description, now.Amount, now.TransactionDate));
    }

    private static async Task UploadAsync(RupayaApi api, Guid account)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(-1).UtcDateTime);
        using var file = new MemoryStream(
            Encoding.UTF8.GetBytes($"date,amount,category,merchant\n{day:yyyy-MM-dd},-5.00,Groceries,Market\n")
        );
        var import = await api.UploadStatementAsync(file: new FileParameter(file, "statement.csv", "text/csv"), accountId: account);
        var status = import.Status;
        for (var n = 0; n < 100 && status != "completed"; n++)
        {
            await Task.Delay(100);
            status = (await api.GetImportAsync(import.ImportId)).Status;
        }
        status.ShouldBe("completed");
    }

    /// <summary>Too many at once wait as they are told, and all get through.</summary>
    private async Task BeRefusedAsync(RupayaApi api)
    {
        await Task.WhenAll(Enumerable.Range(0, 90).Select(_ => api.CountUnreadAsync()));
        counter.Refused.ShouldBeGreaterThan(0);
    }
}
