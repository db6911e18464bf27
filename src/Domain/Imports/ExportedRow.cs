namespace Rupaya.Domain.Imports;

/// <summary>A transaction as the product's own export of transactions (CSV) has it.</summary>
/// <param name="Line">Line of the file, the header being 1.</param>
/// <param name="TransactionId">It keeps it: that is how the row is known when it comes again.</param>
/// <param name="Date">Civil date.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Flow"><c>income</c>, <c>expense</c>, <c>refund</c>, <c>transfer</c> or <c>adjustment</c>.</param>
/// <param name="IsIn">True when money came in.</param>
/// <param name="Amount">Positive, in major units of the account's currency.</param>
/// <param name="Category">Null for none.</param>
/// <param name="Description">Or null.</param>
/// <param name="Merchant">Or null.</param>
/// <param name="Tags">As stored.</param>
/// <param name="Status"><c>cleared</c> or <c>pending</c>.</param>
/// <param name="TransferId">What both legs of a transfer have; null for what is none.</param>
/// <param name="RefundOf">The expense that it gives back, or null.</param>
/// <param name="Parts">Of a split transaction; empty for one that is in a single category.</param>
/// <param name="Reference">The bank's own id, or null.</param>
/// <param name="ImportIdentity">What it was known by when it was imported from a bank, or null.</param>
/// <param name="Text">The row as it stands in the file.</param>
public sealed record ExportedRow(
    int Line,
    Guid TransactionId,
    DateOnly Date,
    ExportedAccount Account,
    string Flow,
    bool IsIn,
    decimal Amount,
    ExportedCategory? Category,
    string? Description,
    string? Merchant,
    IReadOnlyList<string> Tags,
    string Status,
    Guid? TransferId,
    Guid? RefundOf,
    IReadOnlyList<ExportedPart> Parts,
    string? Reference,
    Guid? ImportIdentity,
    string Text
);

/// <summary>An account as a row of an export names it.</summary>
/// <param name="Id">Null where the file does not say.</param>
/// <param name="Name">Never empty.</param>
/// <param name="Type">One of <see cref="Ledger.AccountType"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Opening">What it opened with, in its currency.</param>
/// <param name="OpeningDate">Null for before everything.</param>
public sealed record ExportedAccount(Guid? Id, string Name, string Type, string Currency, decimal Opening, DateOnly? OpeningDate);

/// <summary>A category as a row of an export names it.</summary>
/// <param name="Id">Null where the file does not say.</param>
/// <param name="Name">Never empty.</param>
public sealed record ExportedCategory(Guid? Id, string Name);

/// <summary>A part of a split transaction in an export.</summary>
/// <param name="Category">Null for none.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
/// <param name="Description">Or null.</param>
public sealed record ExportedPart(ExportedCategory? Category, decimal Amount, string? Description);
