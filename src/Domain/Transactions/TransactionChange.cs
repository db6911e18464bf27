using Rupaya.Domain.Ledger;

namespace Rupaya.Domain.Transactions;

/// <summary>One change of a transaction that was decided; whoever records it gives it its number and time.</summary>
/// <param name="Before">Null for a creation.</param>
/// <param name="After">As it is to be; null for a deletion.</param>
/// <param name="Reason">Why, where something reconciled is changed.</param>
public sealed record TransactionChange(Transaction? Before, Transaction? After, string? Reason = null);
