using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>Whether a transaction may be deleted, and what goes with it.</summary>
public static class TransactionDeletion
{
    /// <summary>The deletions, of a transfer both legs, and what they change; or 409 <c>has_refunds</c> or <c>reconciled</c>.</summary>
    /// <param name="row">What is to be deleted.</param>
    /// <param name="book">With the other leg and the original, where there are.</param>
    /// <param name="locked">Whether what is reconciled may be deleted.</param>
    public static Result<TransactionDecision> Decide(Transaction row, BookFacts book, ReconciledLock locked)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(locked);
        Transaction[] gone = row.TransferId is null ? [row] : [row, book.OtherLeg(row)];
        if (((row.RefundedAmount > 0 ? Problems.HasRefunds.Error : null) ?? locked.Check(gone)) is { } refused)
        {
            return refused;
        }
        List<TransactionChange> changes = [.. gone.Select(leg => new TransactionChange(leg, null, locked.ReasonFor(leg)))];
        if (row.RefundOf is { } original)
        {
            changes.Add(Refunds.Adjust(book.Transactions[original], -row.Amount));
        }
        return new TransactionDecision(changes);
    }
}
