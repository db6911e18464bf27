using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>What is asked for, and under which conditions.</summary>
internal sealed record Edit(UpdateTransactionRequest Request, IfMatch IfMatch);

internal sealed class UpdateTransactionHandler(BookDoor door)
{
    public Task<Result<Reply<TransactionView>>> HandleAsync(Guid transactionId, Edit edit, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<TransactionView>(
            caller,
            BookReads
                .Nothing.Transaction(transactionId)
                .Account(edit.Request.AccountId.Value)
                .Category(edit.Request.CategoryId.Value)
                .CategoriesOf((edit.Request.Splits.Value ?? []).Select(s => s.CategoryId)),
            (book, commit, c) => DecideAsync(transactionId, edit, book, commit, c),
            cancellation
        );

    private static async Task<Result<Reply<TransactionView>>> DecideAsync(
        Guid transactionId,
        Edit edit,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var found = book.Transaction(transactionId);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var before = found.Value;
        var account = book.Account(edit.Request.AccountId.Or(before.AccountId)!.Value);
        if ((account.Error ?? edit.IfMatch.Check(before.Version) ?? Reconciled.Check(edit.Request, before)) is { } refused)
        {
            return refused;
        }
        if (account.Value.IsArchived && account.Value.AccountId != before.AccountId)
        {
            return TransactionErrors.Archived;
        }
        if (account.Value.Currency != before.Currency)
        {
            return Problems.CurrencyMismatch.Because(
                $"The transaction is in {before.Currency}, that account in {account.Value.Currency}.",
                "accountId"
            );
        }
        var after = before.TransferId is null
            ? await SingleEdit.DecideAsync(before, edit, book, commit, cancellation)
            : await TransferEdit.DecideAsync(before, edit, book, commit, cancellation);
        return after.IsSuccess ? Respond(after.Value, account.Value, book) : after.Error!;
    }

    private static Reply<TransactionView> Respond(Transaction after, Account account, LockedBook book)
    {
        var category = after.CategoryId is null ? null : book.Categories[after.CategoryId.Value];
        return Reply.Ok<TransactionView>(
            TransactionView.From(after, account.Name, category?.Name),
            TransactionView.ETag(after.Version, account.Version, category?.Version)
        );
    }
}
