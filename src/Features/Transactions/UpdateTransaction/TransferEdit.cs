using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>
/// The edit of one leg of a transfer. Date and description are the transfer's, and so is the amount within one currency; account, merchant, tags
/// and status are the leg's. Across currencies each leg has its own amount, and the rate is what follows from the two.
/// </summary>
internal static class TransferEdit
{
    public static async Task<Result<Transaction>> DecideAsync(
        Transaction before,
        Edit edit,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        await book.LoadTransferAsync(before.TransferId!.Value, cancellation);
        var other = book.Transactions.Values.Single(t => t.TransferId == before.TransferId && t.TransactionId != before.TransactionId);
        var after = Reconciled.Loosen(before, Apply(edit.Request, before, book));
        var otherAfter = Reconciled.Loosen(other, Follow(other, after, book));
        var otherChanges = otherAfter with { UpdatedAt = other.UpdatedAt } != other;
        var refused =
            Fits(edit.Request, after, other)
            ?? Currency.Of(after.Currency).Check(after.Amount)
            ?? (otherChanges ? Reconciled.Check(edit.Request, other) : null)
            ?? commit.CheckOverdraft(before, after)
            ?? commit.CheckOverdraft(other, otherAfter);
        if (refused is not null)
        {
            return refused;
        }
        after = after with { Version = commit.NextSeq };
        commit.Record(before, after, ((IForced)edit.Request).ReasonFor(before));
        if (otherChanges)
        {
            commit.Record(other, otherAfter with { Version = commit.NextSeq }, ((IForced)edit.Request).ReasonFor(other));
        }
        return after;
    }

    private static Transaction Apply(UpdateTransactionRequest request, Transaction before, LockedBook book) =>
        before with
        {
            AccountId = request.AccountId.Or(before.AccountId)!.Value,
            Amount = request.Amount.Or(before.Amount)!.Value,
            Description = request.Description.Or(before.Description),
            Merchant = request.Merchant.Or(before.Merchant),
            Date = request.Date.Or(before.Date)!.Value,
            Tags = request.Tags.Or(before.Tags) ?? [],
            Status = request.Status.Or(before.Status)!,
            UpdatedAt = book.At,
        };

    private static Transaction Follow(Transaction other, Transaction leg, LockedBook book) =>
        other with
        {
            Amount = other.Currency == leg.Currency ? leg.Amount : other.Amount,
            Date = leg.Date,
            Description = leg.Description,
            UpdatedAt = book.At,
        };

    private static Error? Fits(UpdateTransactionRequest request, Transaction after, Transaction other)
    {
        if (request.Type is { IsGiven: true, Value: not "transfer" } || request.Flow is { IsGiven: true, Value: not "transfer" })
        {
            return Error.Field(request.Type.IsGiven ? "type" : "flow", "A transfer stays one.");
        }
        if (request.CategoryId.Value is not null || request.Splits.Value is { Length: > 0 })
        {
            return Error.Field(request.CategoryId.Value is null ? "splits" : "categoryId", "A transfer has no category.");
        }
        return after.AccountId == other.AccountId ? TransactionErrors.SameAccount : null;
    }
}
