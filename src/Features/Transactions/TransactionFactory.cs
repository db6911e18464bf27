using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions;

/// <summary>A transaction that was recorded, as its creator sees it.</summary>
internal sealed record CreatedTransaction(TransactionView View, string ETag);

/// <summary>Decides whether a body becomes a transaction, and records it: what creations alone and in bulk have in common.</summary>
internal static class TransactionFactory
{
    /// <summary>The rows that deciding needs.</summary>
    public static BookReads Reads(params IReadOnlyCollection<TransactionBody> bodies) =>
        BookReads.Of(
            bodies.Select(b => b.AccountId),
            bodies.SelectMany(b => (b.Splits ?? []).Select(s => s.CategoryId).Append(b.CategoryId)),
            bodies.Select(b => b.RefundOf)
        );

    /// <summary>Records the transaction, or tells why not and records nothing.</summary>
    /// <param name="body">Valid in shape and range.</param>
    /// <param name="book">With the rows of <see cref="Reads"/>, and the refunds of what is refunded.</param>
    /// <param name="commit">Also knows what was recorded before in the same commit.</param>
    public static Result<CreatedTransaction> Record(TransactionBody body, LockedBook book, BookCommit commit)
    {
        var account = book.Account(body.AccountId!.Value);
        var original = body.RefundOf is null ? null : book.Transactions.GetValueOrDefault(body.RefundOf.Value);
        if (account.Error is { } missing)
        {
            return missing;
        }
        if (body.RefundOf is not null && original is null)
        {
            return Error.NotFound("Transaction");
        }
        if ((Check(body, account.Value) ?? Refunds.Check(original, account.Value)) is { } refused)
        {
            return refused;
        }
        var category = Refunds.CategoryOf(original, body.CategoryId);
        if (category.Error is { } other)
        {
            return other;
        }
        var transaction = Compose(body, book, commit.NextSeq, account.Value, category.Value);
        if ((SplitCategories.Check(transaction, book) ?? Limits(transaction, original, book, commit)) is { } wrong)
        {
            return wrong;
        }
        commit.Record(null, transaction);
        if (original is not null)
        {
            Refunds.Adjust(original, transaction.Amount, book, commit);
        }
        var named = transaction.CategoryId is null ? null : book.Categories[transaction.CategoryId.Value];
        return new CreatedTransaction(
            TransactionView.From(transaction, account.Value.Name, named?.Name),
            TransactionView.ETag(transaction.Version, account.Value.Version, named?.Version)
        );
    }

    private static Error? Check(TransactionBody body, Account account)
    {
        if (account.IsArchived)
        {
            return TransactionErrors.Archived;
        }
        if (body.Currency is not null && body.Currency != account.Currency)
        {
            return Problems.CurrencyMismatch.Because($"The account is in {account.Currency}.", "currency");
        }
        return Currency.Of(account.Currency).Check(body.Amount!.Value)
            ?? SplitRules.Check([.. (body.Splits ?? []).Select(s => s.Amount!.Value)], body.Amount.Value, Currency.Of(account.Currency));
    }

    private static Error? Limits(Transaction transaction, Transaction? original, LockedBook book, BookCommit commit)
    {
        if (original is not null && Refunds.Exceed(original, book.RefundsOf(original.TransactionId), transaction) is { } exceeds)
        {
            return exceeds;
        }
        return commit.CheckOverdraft(null, transaction);
    }

    private static Transaction Compose(TransactionBody body, LockedBook book, long version, Account account, Guid? category) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = category,
            Flow = body.FlowOrDefault,
            Direction = body.FlowOrDefault == "expense" ? "out" : "in",
            Amount = body.Amount!.Value,
            Currency = account.Currency,
            Date = body.Date ?? book.Today,
            Description = body.Description,
            Merchant = body.Merchant,
            Tags = body.Tags ?? [],
            Status = body.Status ?? "cleared",
            RefundOf = body.RefundOf,
            Splits = [.. (body.Splits ?? []).Select(s => new Split(s.CategoryId, s.Amount!.Value, s.Description))],
            Version = version,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
