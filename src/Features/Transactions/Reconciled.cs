using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions;

/// <summary>The lock of a reconciliation.</summary>
internal static class Reconciled
{
    private static readonly Error Locked = Problems.Reconciled.Error;

    /// <summary>409 <c>reconciled</c> when one of the rows is locked and not forced.</summary>
    public static Error? Check(IForced request, params ReadOnlySpan<Transaction> rows)
    {
        foreach (var row in rows)
        {
            if (row.ReconciledSeq is not null && request.Force != true)
            {
                return Locked;
            }
        }
        return null;
    }

    /// <summary>A row whose bank facts changed is no longer what the statement proved.</summary>
    public static Transaction Loosen(Transaction before, Transaction after) =>
        (before.AccountId, before.Amount, before.Direction, before.Date, before.Status)
        == (after.AccountId, after.Amount, after.Direction, after.Date, after.Status)
            ? after
            : after with
            {
                ReconciledSeq = null,
            };
}
