using Rupaya.Domain.Ledger;

namespace Rupaya.Features.Transactions;

/// <summary>A transaction as clients see it.</summary>
/// <param name="Amount">Always positive, in major units of <paramref name="Currency"/>; <paramref name="Direction"/> tells the sign.</param>
/// <param name="Type"><c>income</c>, <c>expense</c>, <c>transfer</c> or <c>adjustment</c>; a refund is income that <paramref name="Flow"/> tells apart.</param>
/// <param name="Flow">
/// <c>income</c>, <c>expense</c>, <c>refund</c>, <c>transfer</c> or <c>adjustment</c>: which figures it is in. Transfers and adjustments are in
/// neither income nor expenses; a refund lowers expenses.
/// </param>
/// <param name="TransactionDate">Civil date in the book's zone.</param>
/// <param name="Splits">The parts of a split transaction; empty for one that is in a single category.</param>
/// <param name="RefundedAmount">How much of an expense was given back, in <paramref name="Currency"/>.</param>
/// <param name="Reconciled">True once it was proved against a statement: then only a forced edit changes it.</param>
/// <param name="Reference">The bank's own id of an imported row; null for what was not imported.</param>
/// <param name="Version">The number of the change that made it what it is; the first part of the ETag.</param>
internal sealed record TransactionView(
    Guid TransactionId,
    Guid AccountId,
    string AccountName,
    decimal Amount,
    string Currency,
    string Type,
    string Flow,
    string Direction,
    Guid? CategoryId,
    string CategoryName,
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
    public const string Uncategorized = "Uncategorised";

    public static TransactionView From(Transaction t, string accountName, string? categoryName) =>
        new(
            t.TransactionId,
            t.AccountId,
            accountName,
            t.Amount,
            t.Currency,
            TypeOf(t.Flow, t.Direction),
            t.Flow.Name(),
            t.Direction.Name(),
            t.CategoryId,
            categoryName ?? NameOf(t),
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

    /// <summary>The view of a row whose account and category the book was read with.</summary>
    public static TransactionView From(Transaction t, BookFacts book) =>
        From(t, book.Accounts[t.AccountId].Name, t.CategoryId is { } category ? book.Categories[category].Name : null);

    /// <summary>Its entity tag.</summary>
    public static string ETag(Transaction t, BookFacts book) =>
        ETag(t.Version, book.Accounts[t.AccountId].Version, t.CategoryId is { } category ? book.Categories[category].Version : null);

    /// <summary>What stands for the name where there is no single category.</summary>
    private static string NameOf(Transaction t) =>
        t.Flow == Domain.Ledger.Flow.Transfer ? "Transfer"
        : t.Flow == Domain.Ledger.Flow.Adjustment ? "Adjustment"
        : t.Splits.Count > 0 ? "Split"
        : Uncategorized;

    /// <summary>The entity tag: a renamed account or category changes what is shown, so their versions belong to it.</summary>
    public static string ETag(long version, long accountVersion, long? categoryVersion) =>
        ETags.Of(version, $"{accountVersion}.{categoryVersion ?? 0}");

    /// <summary>A refund is money that came in, so it shows as income; only its flow tells that it lowers expenses.</summary>
    public static string TypeOf(Flow flow, Direction direction) =>
        flow is Domain.Ledger.Flow.Transfer or Domain.Ledger.Flow.Adjustment ? flow.Name()
        : direction == Domain.Ledger.Direction.In ? "income"
        : "expense";
}
