namespace Rupaya.Domain.Transactions;

/// <summary>What is to be recorded together, in order; what was asked for is the first.</summary>
/// <param name="Changes">At least one.</param>
public sealed record TransactionDecision(params IReadOnlyList<TransactionChange> Changes);
