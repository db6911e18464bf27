using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Transactions.UpdateTransaction;

internal sealed class UpdateTransactionHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(
        Guid transactionId,
        UpdateTransactionRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            caller,
            changes: 1,
            BookReads.Nothing.Transaction(transactionId).Account(request.AccountId.Value).Category(request.CategoryId.Value),
            (book, commit) => Decide(transactionId, request, ifMatch, book, commit),
            cancellation
        );

    private static Result<Answer> Decide(
        Guid transactionId,
        UpdateTransactionRequest request,
        IfMatch ifMatch,
        LockedBook book,
        BookCommit commit
    )
    {
        var found = book.Transaction(transactionId);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var before = found.Value;
        var account = book.Account(request.AccountId.Or(before.AccountId)!.Value);
        var category = book.Category(request.CategoryId.Or(before.CategoryId));
        if ((account.Error ?? category.Error ?? ifMatch.Check(before.Version)) is { } refused)
        {
            return refused;
        }
        var after = Apply(request, before, account.Value, commit.NextSeq, book.At);
        if ((Check(before, after, account.Value) ?? CategoryKind.Check(category.Value, after.Flow)) is { } wrong)
        {
            return wrong;
        }
        commit.Record(before, after, guarded: true);
        return Answer.Ok(
            TransactionView.From(after, account.Value.Name, category.Value?.Name),
            TransactionView.ETag(after, account.Value, category.Value)
        );
    }

    private static Transaction Apply(UpdateTransactionRequest request, Transaction before, Account account, long version, DateTimeOffset at)
    {
        // A refund stays one unless its type is changed: type income alone does not turn it into earnings.
        var flow = request.Type switch
        {
            { IsGiven: false } => before.Flow,
            { Value: "income" } when before.Flow == "refund" => "refund",
            { Value: var type } => type!,
        };
        return before with
        {
            AccountId = account.AccountId,
            Currency = account.Currency,
            Flow = flow,
            Direction = flow == "expense" ? "out" : "in",
            Amount = request.Amount.Or(before.Amount)!.Value,
            CategoryId = request.CategoryId.Or(before.CategoryId),
            Description = request.Description.Or(before.Description),
            Merchant = request.Merchant.Or(before.Merchant),
            Date = request.Date.Or(before.Date)!.Value,
            Tags = request.Tags.Or(before.Tags) ?? [],
            Status = request.Status.Or(before.Status)!,
            Version = version,
            UpdatedAt = at,
        };
    }

    private static Error? Check(Transaction before, Transaction after, Account account)
    {
        if (account.IsArchived && after.AccountId != before.AccountId)
        {
            return Error.Conflict("account_archived", "The account is archived.");
        }
        if (after.Currency != before.Currency)
        {
            return Error.Invalid(
                "currency_mismatch",
                $"The transaction is in {before.Currency}, that account in {after.Currency}.",
                "accountId"
            );
        }
        return Currency.Of(after.Currency).Fits(after.Amount)
            ? null
            : Error.Invalid("currency_precision", $"The amount has more decimals than {after.Currency}.", "amount");
    }
}
