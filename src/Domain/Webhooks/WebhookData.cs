namespace Rupaya.Domain.Webhooks;

/// <summary>A transaction as it is when the event is planned.</summary>
/// <param name="TransactionId">The transaction.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="CategoryId">Its category; null for none or several.</param>
/// <param name="Amount">Positive, in major units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Type">income, expense, transfer or adjustment.</param>
/// <param name="Direction">in or out.</param>
/// <param name="TransactionDate">Civil date of the book.</param>
/// <param name="Status">cleared or pending.</param>
/// <param name="TransferId">Of a transfer's leg.</param>
/// <param name="RefundOf">What a refund gives back.</param>
/// <param name="Version">The number of its last change.</param>
public sealed record TransactionData(
    Guid TransactionId,
    Guid AccountId,
    Guid? CategoryId,
    decimal Amount,
    string Currency,
    string Type,
    string Direction,
    DateOnly TransactionDate,
    string Status,
    Guid? TransferId,
    Guid? RefundOf,
    long Version
);

/// <summary>What was changed; how it is now, the API tells.</summary>
/// <param name="Id">Of a member, the user's; of the settings, the book's.</param>
/// <param name="Version">The number of the change.</param>
public sealed record ChangeData(Guid Id, long Version);

/// <summary>An import that is done.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="AccountId">Null for the product's own export.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Imported">Of these, what is in the book now.</param>
/// <param name="Duplicates">What was there.</param>
/// <param name="Rejected">What could not be read.</param>
public sealed record ImportData(Guid ImportId, Guid? AccountId, int Rows, int Imported, int Duplicates, int Rejected);

/// <summary>A budget that is used to a threshold; amounts in <paramref name="Currency"/>.</summary>
/// <param name="BudgetId">The budget.</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="Category">What that is called.</param>
/// <param name="Threshold">Percent: 80 or 100.</param>
/// <param name="Limit">Of the period.</param>
/// <param name="RolledOver">From the periods before.</param>
/// <param name="Spent">In the period.</param>
/// <param name="Progress">Percent of the limit with what was rolled over; null for none.</param>
/// <param name="Currency">The book's.</param>
/// <param name="StartDate">The first day of the period.</param>
/// <param name="EndDate">The last day of the period.</param>
public sealed record BudgetData(
    Guid BudgetId,
    Guid CategoryId,
    string Category,
    int Threshold,
    decimal Limit,
    decimal RolledOver,
    decimal Spent,
    decimal? Progress,
    string Currency,
    DateOnly StartDate,
    DateOnly EndDate
);

/// <summary>A goal that was reached; amounts in <paramref name="Currency"/>.</summary>
/// <param name="GoalId">The goal.</param>
/// <param name="Name">What it is called.</param>
/// <param name="TargetAmount">What was to be saved.</param>
/// <param name="Saved">What is saved.</param>
/// <param name="Currency">The book's.</param>
public sealed record GoalData(Guid GoalId, string Name, decimal TargetAmount, decimal Saved, string Currency);

/// <summary>An account that has little left; amounts in <paramref name="Currency"/>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Balance">What it holds.</param>
/// <param name="Currency">Its own.</param>
/// <param name="Threshold">What it fell below.</param>
public sealed record LowBalanceData(Guid AccountId, string Name, decimal Balance, string Currency, decimal Threshold);

/// <summary>A webhook that was turned off.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Reason">Always failures.</param>
/// <param name="FailingSince">The first failure after the last success.</param>
public sealed record DisabledData(Guid WebhookId, string Reason, DateTimeOffset FailingSince);

/// <summary>Nothing: of an event that only tries the receiver.</summary>
public sealed record NoData;
