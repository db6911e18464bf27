using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>Whether income, an expense or a refund may be recorded, and what that changes.</summary>
public static class TransactionCreation
{
    /// <summary>
    /// The new transaction first, then what it changes; or why not: 404 for an unknown account, category or original, 409
    /// <c>account_archived</c>, 400 <c>currency_mismatch</c>, <c>currency_precision</c>, <c>splits_do_not_sum</c>, <c>category_kind</c>,
    /// <c>refund_exceeds</c>, <c>insufficient_balance</c>.
    /// </summary>
    /// <param name="wanted">Valid in shape and range.</param>
    /// <param name="book">With its account, its categories, and of a refund the original and the original's refunds.</param>
    /// <param name="balances">Of the book, with what was decided before in the same commit.</param>
    public static Result<TransactionDecision> Decide(NewTransaction wanted, BookFacts book, BookBalances balances)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(balances);
        var account = book.Account(wanted.AccountId);
        var original = wanted.RefundOf is { } id ? book.Transaction(id) : (Result<Transaction>?)null;
        if ((account.Error ?? original?.Error ?? Check(wanted, account.Value)) is { } refused)
        {
            return refused;
        }
        return original is null
            ? Record(wanted.Row(book, account.Value, wanted.CategoryId), book, balances)
            : Refund(wanted, original.Value.Value, account.Value, book, balances);
    }

    private static Error? Check(NewTransaction wanted, Account account)
    {
        if (account.IsArchived)
        {
            return Problems.AccountArchived.Error;
        }
        if (wanted.Currency is not null && wanted.Currency != account.Currency)
        {
            return Problems.CurrencyMismatch.Because($"The account is in {account.Currency}.", "currency");
        }
        return TransactionRules.CheckAmounts(wanted.Amount, wanted.Splits, Currency.Of(account.Currency));
    }

    private static Result<TransactionDecision> Record(Transaction row, BookFacts book, BookBalances balances) =>
        (TransactionRules.CheckCategories(row, book) ?? balances.Check(null, row)) is { } refused
            ? refused
            : new TransactionDecision(new TransactionChange(null, row));

    private static Result<TransactionDecision> Refund(
        NewTransaction wanted,
        Transaction original,
        Account account,
        BookFacts book,
        BookBalances balances
    )
    {
        var category = Refunds.CategoryOf(original, wanted.CategoryId);
        if ((Refunds.Check(original, account) ?? category.Error) is { } refused)
        {
            return refused;
        }
        var row = wanted.Row(book, account, category.Value);
        var wrong =
            TransactionRules.CheckCategories(row, book)
            ?? Refunds.Exceed(original, book.RefundsOf(original.TransactionId), row)
            ?? balances.Check(null, row);
        return wrong is null ? new TransactionDecision(new TransactionChange(null, row), Refunds.Adjust(original, row.Amount)) : wrong;
    }
}
