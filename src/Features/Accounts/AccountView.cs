using Rupaya.Domain.Ledger;

namespace Rupaya.Features.Accounts;

/// <summary>An account as clients see it.</summary>
/// <param name="Currency">ISO 4217; all amounts are in its major units.</param>
/// <param name="OpeningDate">The day of the opening balance; null for before everything.</param>
/// <param name="CurrentBalance">Opening balance and every posting, pending and future-dated ones too; as of a date where one was asked for.</param>
/// <param name="BalanceToday">What of it is dated up to today in the book's zone: what figures and limits go by.</param>
/// <param name="OverdraftLimit">How far below zero new expenses may take the balance.</param>
/// <param name="ReconciledOn">The day of the latest statement that proved the balance; null for none.</param>
/// <param name="Version">The number of the change that last changed its attributes.</param>
internal sealed record AccountView(
    Guid AccountId,
    string Name,
    string Type,
    string Currency,
    decimal OpeningBalance,
    DateOnly? OpeningDate,
    decimal CurrentBalance,
    decimal BalanceToday,
    decimal OverdraftLimit,
    bool IsArchived,
    DateOnly? ReconciledOn,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static AccountView From(Account a, decimal today) =>
        new(
            a.AccountId,
            a.Name,
            a.Type,
            a.Currency,
            a.OpeningBalance,
            a.OpeningDate,
            a.CurrentBalance,
            today,
            a.OverdraftLimit,
            a.IsArchived,
            a.ReconciledOn,
            a.Version,
            a.CreatedAt
        );

    /// <summary>The entity tag: its last posting changes what is shown, and while something is dated later every day may.</summary>
    public static string ETag(Account a, DateOnly today) =>
        ETags.Of(a.Version, a.LastDate > today ? $"{a.LastPostingSeq}.{today.DayNumber}" : $"{a.LastPostingSeq}");
}
