using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(CreateTransactionRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync(
            caller,
            changes: 1,
            BookReads.Nothing.Account(request.AccountId).Category(request.CategoryId),
            (book, commit) => Decide(request, book, commit),
            cancellation
        );

    private static Result<Answer> Decide(CreateTransactionRequest request, LockedBook book, BookCommit commit)
    {
        var account = book.Account(request.AccountId!.Value);
        var category = book.Category(request.CategoryId);
        if ((account.Error ?? category.Error) is { } missing)
        {
            return missing;
        }
        if ((Check(request, account.Value) ?? CategoryKind.Check(category.Value, request.Type!)) is { } refused)
        {
            return refused;
        }
        var transaction = Compose(request, book, commit.NextSeq, account.Value);
        commit.Record(null, transaction, guarded: true);
        return Answer.Created(
            TransactionView.From(transaction, account.Value.Name, category.Value?.Name),
            $"/api/v1/transactions/{transaction.TransactionId}",
            TransactionView.ETag(transaction, account.Value, category.Value)
        );
    }

    private static Error? Check(CreateTransactionRequest request, Account account)
    {
        if (account.IsArchived)
        {
            return Error.Conflict("account_archived", "The account is archived.");
        }
        if (request.Currency is not null && request.Currency != account.Currency)
        {
            return Error.Invalid("currency_mismatch", $"The account is in {account.Currency}.", "currency");
        }
        return Currency.Of(account.Currency).Fits(request.Amount!.Value)
            ? null
            : Error.Invalid("currency_precision", $"The amount has more decimals than {account.Currency}.", "amount");
    }

    private static Transaction Compose(CreateTransactionRequest request, LockedBook book, long version, Account account) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = request.CategoryId,
            Flow = request.Type!,
            Direction = request.Type == "income" ? "in" : "out",
            Amount = request.Amount!.Value,
            Currency = account.Currency,
            Date = request.Date ?? book.Today,
            Description = request.Description,
            Merchant = request.Merchant,
            Tags = request.Tags ?? [],
            Status = request.Status ?? "cleared",
            Version = version,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
