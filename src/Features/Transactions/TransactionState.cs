using Rupaya.Domain.Ledger;

namespace Rupaya.Features.Transactions;

/// <summary>A transaction with ids instead of names: what sync sends and history keeps. Fields as in <see cref="TransactionView"/>.</summary>
internal sealed record TransactionState(
    Guid TransactionId,
    Guid AccountId,
    decimal Amount,
    string Currency,
    string Type,
    string Flow,
    string Direction,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    DateOnly TransactionDate,
    IReadOnlyList<string> Tags,
    string Status,
    IReadOnlyList<Split> Splits,
    Guid? TransferId,
    Guid? RefundOf,
    decimal RefundedAmount,
    bool Reconciled,
    string? Reference,
    long Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static TransactionState From(Transaction t) =>
        new(
            t.TransactionId,
            t.AccountId,
            t.Amount,
            t.Currency,
            TransactionView.TypeOf(t.Flow, t.Direction),
            t.Flow.Name(),
            t.Direction.Name(),
            t.CategoryId,
            t.Description,
            t.Merchant,
            t.Date,
            t.Tags,
            t.Status,
            t.Splits,
            t.TransferId,
            t.RefundOf,
            t.RefundedAmount,
            t.ReconciledSeq is not null,
            t.Reference,
            t.Version,
            t.CreatedAt,
            t.UpdatedAt
        );
}
