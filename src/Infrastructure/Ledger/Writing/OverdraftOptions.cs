using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>Default overdraft limits by account type, in major units of the account's currency. Bound from <c>Overdraft</c>.</summary>
public sealed record OverdraftOptions
{
    private const decimal Most = 1_000_000_000;

    /// <summary>How far below 0 a checking account may go unless it says otherwise, in its currency.</summary>
    public decimal Checking { get; init; } = 10_000;

    /// <summary>How far below 0 a credit card may go unless it says otherwise, in its currency.</summary>
    public decimal CreditCard { get; init; } = 100_000;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Span.Problem(new("Overdraft:Checking", Checking, 0, Most), new("Overdraft:CreditCard", CreditCard, 0, Most));

    /// <summary>The limit of a new account of a type.</summary>
    public decimal DefaultFor(string accountType) =>
        accountType switch
        {
            "checking" => Checking,
            "credit_card" => CreditCard,
            _ => 0,
        };
}
