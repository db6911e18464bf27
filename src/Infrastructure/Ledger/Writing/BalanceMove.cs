namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What a commit does to an account's balance.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Delta">Net effect of the commit, in the account's currency.</param>
/// <param name="LastDate">The latest day of what moved it.</param>
/// <param name="Seq">The last change that moved it.</param>
internal sealed record BalanceMove(Guid AccountId, decimal Delta, DateOnly LastDate, long Seq);
