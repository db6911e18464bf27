using Rupaya.Features.Transactions;

namespace Rupaya.Features.Recurring;

/// <summary>What each occurrence becomes: a transaction (accountId, type) or a transfer (fromAccountId, toAccountId).</summary>
/// <param name="Amount">Above 0, in the currency of the account, of a transfer of the paying one.</param>
/// <param name="ToAmount">What arrives; required when the currencies of a transfer differ.</param>
/// <param name="Currency">Of the account, when it is given.</param>
/// <param name="Status">cleared, when it is given: what a schedule posts has happened.</param>
/// <param name="RefundOf">Must be omitted: a refund is of one transaction.</param>
/// <param name="Splits">The parts of a transaction in several categories; together exactly the amount.</param>
internal sealed record RecurringTemplate(
    Guid? AccountId,
    string? Type,
    Guid? FromAccountId,
    Guid? ToAccountId,
    decimal? Amount,
    decimal? ToAmount,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    string[]? Tags,
    string? Currency,
    string? Status,
    Guid? RefundOf,
    SplitPart[]? Splits
)
{
    public bool IsTransfer() => FromAccountId is not null || ToAccountId is not null;
}
