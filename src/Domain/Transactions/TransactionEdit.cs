using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>What is to change of a transaction: a member that is not given stays. Shape and range are valid.</summary>
public sealed record TransactionEdit
{
    /// <summary>Another account of the same currency.</summary>
    public Optional<Guid?> AccountId { get; init; }

    /// <summary>Positive, in the transaction's currency.</summary>
    public Optional<decimal?> Amount { get; init; }

    /// <summary>What it shows as; a refund shows as income.</summary>
    public Optional<Flow?> Type { get; init; }

    /// <summary>Why money moved; leads where both are given.</summary>
    public Optional<Flow?> Flow { get; init; }

    /// <summary>Ends a split.</summary>
    public Optional<Guid?> CategoryId { get; init; }

    /// <summary>The parts; empty for a transaction of one category.</summary>
    public Optional<IReadOnlyList<Split>> Splits { get; init; }

    /// <summary>What its owner writes about it.</summary>
    public Optional<string?> Description { get; init; }

    /// <summary>With whom.</summary>
    public Optional<string?> Merchant { get; init; }

    /// <summary>Civil date of the book.</summary>
    public Optional<DateOnly?> Date { get; init; }

    /// <summary>Names its owner gives it.</summary>
    public Optional<string[]?> Tags { get; init; }

    /// <summary><c>cleared</c> or <c>pending</c>.</summary>
    public Optional<string?> Status { get; init; }

    /// <summary>Whether what is reconciled may be changed.</summary>
    public required ReconciledLock Lock { get; init; }

    /// <summary>
    /// The changes, the edited row first; or why not: 404, 409 <c>reconciled</c>, <c>account_archived</c>, <c>has_refunds</c>, 400
    /// <c>currency_mismatch</c>, <c>same_account</c> and those of a creation.
    /// </summary>
    /// <param name="before">The row as it is.</param>
    /// <param name="book">With the new account and category, the other leg, the original and the refunds, where there are.</param>
    /// <param name="balances">Of the book.</param>
    public Result<TransactionDecision> Decide(Transaction before, BookFacts book, BookBalances balances)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(balances);
        var account = book.Account(AccountId.Or(before.AccountId)!.Value);
        if ((account.Error ?? Lock.Check(before) ?? CheckAccount(before, account.Value)) is { } refused)
        {
            return refused;
        }
        return before.TransferId is null
            ? SingleEdit.Decide(before, this, book, balances)
            : TransferEdit.Decide(before, this, book, balances);
    }

    /// <summary>What every kind of transaction takes over from the edit.</summary>
    internal Transaction Apply(Transaction before) =>
        before with
        {
            AccountId = AccountId.Or(before.AccountId)!.Value,
            Amount = Amount.Or(before.Amount)!.Value,
            Description = Description.Or(before.Description),
            Merchant = Merchant.Or(before.Merchant),
            Date = Date.Or(before.Date)!.Value,
            Tags = Tags.Or(before.Tags) ?? [],
            Status = Status.Or(before.Status)!,
        };

    private static Error? CheckAccount(Transaction before, Account account)
    {
        if (account.IsArchived && account.AccountId != before.AccountId)
        {
            return Problems.AccountArchived.Error;
        }
        return account.Currency == before.Currency
            ? null
            : Problems.CurrencyMismatch.Because(
                $"The transaction is in {before.Currency}, that account in {account.Currency}.",
                "accountId"
            );
    }
}
