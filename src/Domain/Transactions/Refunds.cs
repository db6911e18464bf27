using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>What holds between an expense and the refunds that give it back, many to one and each in part.</summary>
public static class Refunds
{
    /// <summary>Only an expense can be refunded, in its own currency.</summary>
    public static Error? Check(Transaction original, Account account)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(account);
        if (original.Flow != Flow.Expense)
        {
            return Error.Field("refundOf", "Only an expense can be refunded.");
        }
        return original.Currency == account.Currency
            ? null
            : Problems.CurrencyMismatch.Because(
                $"What was paid is in {original.Currency}, the account in {account.Currency}.",
                "accountId"
            );
    }

    /// <summary>True when it is in the currency, and in the category or one of the categories, of the expense.</summary>
    public static bool CanBeOf(Transaction original, Transaction refund)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(refund);
        return original.Flow == Flow.Expense
            && original.Currency == refund.Currency
            && (
                original.Splits.Count == 0
                    ? original.CategoryId == refund.CategoryId
                    : original.Splits.Any(s => s.CategoryId == refund.CategoryId)
            );
    }

    /// <summary>The refund's category: the original's, or for a split original one of its parts', which must be named.</summary>
    public static Result<Guid?> CategoryOf(Transaction original, Guid? given)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (original.Splits.Count == 0)
        {
            return given is null || given == original.CategoryId
                ? original.CategoryId
                : Error.Field("categoryId", "A refund has the category of what was paid.");
        }
        return original.Splits.Any(s => s.CategoryId == given)
            ? given
            : Error.Field("categoryId", "What was paid is split: name the category of one of its parts.");
    }

    /// <summary>400 <c>refund_exceeds</c> when the refunds together are more than was paid, as a whole or for a part's category.</summary>
    /// <param name="original">What was paid.</param>
    /// <param name="refunds">Its refunds; <paramref name="refund"/> replaces the one of the same id.</param>
    /// <param name="refund">The new or changed one.</param>
    public static Error? Exceed(Transaction original, IEnumerable<Transaction> refunds, Transaction refund) =>
        new RefundSums(refunds.Where(r => r.TransactionId != refund.TransactionId)).TryAdd(original, refund);

    /// <summary>Keeps the sum of its refunds with the original, whose version this bumps.</summary>
    /// <param name="original">What was paid.</param>
    /// <param name="delta">How much more was given back; negative for less.</param>
    public static TransactionChange Adjust(Transaction original, decimal delta)
    {
        ArgumentNullException.ThrowIfNull(original);
        return new(original, original with { RefundedAmount = original.RefundedAmount + delta });
    }
}
