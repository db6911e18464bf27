using Microsoft.Extensions.Options;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Accounts.CreateAccount;

internal sealed class CreateAccountHandler(BookDoor door, IOptions<OverdraftOptions> overdraft)
{
    public Task<Result<Reply<AccountView>>> HandleAsync(CreateAccountRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<AccountView>(caller, changes: 1, BookReads.Nothing, (book, commit) => Decide(request, book, commit), cancellation);

    private Result<Reply<AccountView>> Decide(CreateAccountRequest request, LockedBook book, BookCommit commit)
    {
        var currency = Currency.Of(request.Currency ?? book.Currency);
        var opening = request.OpeningBalance ?? 0;
        var limit = request.OverdraftLimit ?? overdraft.Value.DefaultFor(request.Type!);
        if ((currency.Check(opening, "openingBalance") ?? currency.Check(limit, "overdraftLimit")) is { } tooFine)
        {
            return tooFine;
        }
        var seq = commit.NextSeq;
        var account = new Account
        {
            BookId = book.BookId,
            AccountId = Guid.CreateVersion7(book.At),
            Name = request.Name!,
            Type = request.Type!,
            Currency = currency.Code,
            OpeningBalance = opening,
            OpeningDate = request.OpeningDate,
            CurrentBalance = opening,
            LastDate = opening == 0 ? null : request.OpeningDate ?? DateOnly.MinValue,
            OverdraftLimit = limit,
            IsArchived = false,
            Version = seq,
            LastPostingSeq = seq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Open(account);
        var today = request.OpeningDate > book.Today ? 0 : opening;
        return Reply.Created<AccountView>(
            AccountView.From(account, today),
            $"/api/v1/accounts/{account.AccountId}",
            AccountView.ETag(account, book.Today)
        );
    }
}
