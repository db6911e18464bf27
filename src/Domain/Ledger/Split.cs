namespace Rupaya.Domain.Ledger;

/// <summary>A part of a transaction.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
/// <param name="Description">What this part was for; null for nothing said.</param>
public sealed record Split(Guid? CategoryId, decimal Amount, string? Description);
