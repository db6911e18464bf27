using Rupaya.Client;

using var api = RupayaApi.Create(
    new RupayaOptions
    {
        Url = new Uri(Environment.GetEnvironmentVariable("RUPAYA_URL")!),
        Token = Environment.GetEnvironmentVariable("RUPAYA_TOKEN"),
    }
);

var account = await api.CreateAccountAsync(
    new()
    {
        Name = "Everyday",
        Type = CreateAccountRequestType.Checking,
        OpeningBalance = 5000m,
    }
);
await api.CreateTransactionAsync(
    new()
    {
        AccountId = account.AccountId,
        Amount = 249.5m,
        Type = "expense",
        Merchant = "Café Madras",
    }
);

var copy = new Replica(api);
await copy.PullAsync();
foreach (var shown in copy.Accounts.Values)
{
    Console.WriteLine($"{shown.Name}: {shown.CurrentBalance} {shown.Currency}, seq {copy.Seq}");
}
