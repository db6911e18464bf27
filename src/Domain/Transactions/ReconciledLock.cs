using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>The lock of a reconciliation: what a statement proved is only changed by force, with a reason.</summary>
/// <param name="IsForced">True to change or delete what is reconciled all the same.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ReconciledLock(bool IsForced, string? Reason)
{
    /// <summary>409 <c>reconciled</c> when one of the rows is locked and not forced.</summary>
    public Error? Check(params IEnumerable<Transaction> rows) =>
        !IsForced && rows.Any(row => row.ReconciledSeq is not null) ? Problems.Reconciled.Error : null;

    /// <summary>The reason, where there was a lock to force.</summary>
    public string? ReasonFor(Transaction row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return IsForced && row.ReconciledSeq is not null ? Reason : null;
    }

    /// <summary>A row whose bank facts changed is no longer what the statement proved.</summary>
    public static Transaction Loosen(Transaction before, Transaction after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
            (before.AccountId, before.Amount, before.Direction, before.Date, before.Status)
            == (after.AccountId, after.Amount, after.Direction, after.Date, after.Status)
            ? after
            : after with
            {
                ReconciledSeq = null,
            };
    }
}
