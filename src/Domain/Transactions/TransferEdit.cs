using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>
/// The edit of one leg of a transfer. Date and description are the transfer's, and so is the amount within one currency; account, merchant, tags
/// and status are the leg's. Across currencies each leg has its own amount, and the rate is what follows from the two.
/// </summary>
internal static class TransferEdit
{
    public static Result<TransactionDecision> Decide(Transaction before, TransactionEdit edit, BookFacts book, BookBalances balances)
    {
        var other = book.OtherLeg(before);
        var after = ReconciledLock.Loosen(before, edit.Apply(before));
        var otherAfter = ReconciledLock.Loosen(other, Follow(other, after));
        var otherChanges = otherAfter != other;
        var refused =
            Check(edit, after, other)
            ?? Currency.Of(after.Currency).Check(after.Amount)
            ?? (otherChanges ? edit.Lock.Check(other) : null)
            ?? balances.Check(before, after)
            ?? balances.Check(other, otherAfter);
        if (refused is not null)
        {
            return refused;
        }
        var leg = new TransactionChange(before, after, edit.Lock.ReasonFor(before));
        return otherChanges
            ? new TransactionDecision(leg, new TransactionChange(other, otherAfter, edit.Lock.ReasonFor(other)))
            : new TransactionDecision(leg);
    }

    private static Transaction Follow(Transaction other, Transaction leg) =>
        other with
        {
            Amount = other.Currency == leg.Currency ? leg.Amount : other.Amount,
            Date = leg.Date,
            Description = leg.Description,
        };

    private static Error? Check(TransactionEdit edit, Transaction after, Transaction other)
    {
        if (edit.Type is { IsGiven: true, Value: not Flow.Transfer } || edit.Flow is { IsGiven: true, Value: not Flow.Transfer })
        {
            return Error.Field(edit.Type.IsGiven ? "type" : "flow", "A transfer stays one.");
        }
        if (edit.CategoryId.Value is not null || edit.Splits.Value is { Count: > 0 })
        {
            return Error.Field(edit.CategoryId.Value is null ? "splits" : "categoryId", "A transfer has no category.");
        }
        return after.AccountId == other.AccountId ? Transfers.SameAccount : null;
    }
}
