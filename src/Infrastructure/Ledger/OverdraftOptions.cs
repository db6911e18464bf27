namespace Rupaya.Infrastructure.Ledger;

/// <summary>Default overdraft limits by account type, in major units of the account's currency. Bound from <c>Overdraft</c>.</summary>
internal sealed record OverdraftOptions
{
    public decimal Checking { get; init; } = 10_000;

    public decimal CreditCard { get; init; } = 100_000;

    public decimal DefaultFor(string accountType) =>
        accountType switch
        {
            "checking" => Checking,
            "credit_card" => CreditCard,
            _ => 0,
        };
}
