using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>The edit of income, an expense, a refund or an adjustment; what was refunded and its refunds stay consistent.</summary>
internal static class SingleEdit
{
    public static Result<TransactionDecision> Decide(Transaction before, TransactionEdit edit, BookFacts book, BookBalances balances)
    {
        var original = before.RefundOf is { } id ? book.Transactions[id] : null;
        var after = ReconciledLock.Loosen(before, Apply(edit, before, book));
        if (original is not null && Refunds.CategoryOf(original, after.CategoryId) is { IsSuccess: true } category)
        {
            after = after with { CategoryId = category.Value };
        }
        var refused =
            EditedFlow.Check(edit, before)
            ?? TransactionRules.CheckAmounts(after.Amount, after.Splits, Currency.Of(after.Currency))
            ?? TransactionRules.CheckCategories(after, book)
            ?? AsRefund(original, after, book)
            ?? AsRefunded(before, after)
            ?? balances.Check(before, after);
        if (refused is not null)
        {
            return refused;
        }
        List<TransactionChange> changes = [new(before, after, edit.Lock.ReasonFor(before))];
        if (original is not null && after.Amount != before.Amount)
        {
            changes.Add(Refunds.Adjust(original, after.Amount - before.Amount));
        }
        if (after.CategoryId != before.CategoryId)
        {
            changes.AddRange(FollowCategory(after, book));
        }
        return new TransactionDecision(changes);
    }

    private static Transaction Apply(TransactionEdit edit, Transaction before, BookFacts book)
    {
        var flow = EditedFlow.Of(edit, before, book);
        var splits = edit switch
        {
            { Splits.IsGiven: true } => edit.Splits.Value ?? [],
            { CategoryId.IsGiven: true } => [],
            _ => before.Splits,
        };
        return edit.Apply(before) with
        {
            Flow = flow,
            Direction =
                flow == Flow.Adjustment ? before.Direction
                : flow == Flow.Expense ? Direction.Out
                : Direction.In,
            CategoryId = splits.Count > 0 ? null : edit.CategoryId.Or(before.CategoryId),
            Splits = splits,
        };
    }

    private static Error? AsRefund(Transaction? original, Transaction after, BookFacts book)
    {
        if (original is null)
        {
            return null;
        }
        return (after.Splits.Count > 0 ? Error.Field("splits", "A refund is in one category.") : null)
            ?? (Refunds.CategoryOf(original, after.CategoryId).Error)
            ?? Refunds.Exceed(original, book.RefundsOf(original.TransactionId), after);
    }

    private static Error? AsRefunded(Transaction before, Transaction after)
    {
        if (before.RefundedAmount == 0)
        {
            return null;
        }
        if (after.Flow != before.Flow || !after.Splits.SequenceEqual(before.Splits))
        {
            return Problems.HasRefunds.Error;
        }
        return after.Amount < before.RefundedAmount ? Problems.RefundExceeds.Because("More than that was refunded.", "amount") : null;
    }

    /// <summary>
    /// A refund lowers the category of what was paid, so it goes where that goes; a reconciled one as well, for a category is not what a
    /// statement proves.
    /// </summary>
    private static IEnumerable<TransactionChange> FollowCategory(Transaction original, BookFacts book) =>
        book.RefundsOf(original.TransactionId)
            .OrderBy(r => r.TransactionId)
            .Select(refund => new TransactionChange(refund, refund with { CategoryId = original.CategoryId }));
}
