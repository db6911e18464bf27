namespace Rupaya.Features.Transactions;

/// <summary>A part of a split transaction.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
internal sealed record TransactionPart(Guid? CategoryId, decimal Amount, string? Description);
