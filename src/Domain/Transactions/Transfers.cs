using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>Whether money may move between two accounts, and the two legs it becomes.</summary>
public static class Transfers
{
    /// <summary>409: one leg pays the other.</summary>
    public static readonly Error SameAccount = Problems.SameAccount.About("toAccountId");

    /// <summary>The paying leg and the receiving one; or why not, as <see cref="Check"/>, or 400 <c>insufficient_balance</c>.</summary>
    /// <param name="amount">What leaves, in the paying account's currency.</param>
    /// <param name="toAmount">What arrives, in the receiving account's currency; null for the same.</param>
    /// <param name="from">The paying account.</param>
    /// <param name="to">The receiving account.</param>
    /// <param name="text">What both legs say.</param>
    /// <param name="book">The book.</param>
    /// <param name="balances">Of the book, with what was decided before in the same commit.</param>
    public static Result<TransactionDecision> Decide(
        decimal amount,
        decimal? toAmount,
        Account from,
        Account to,
        TransferText text,
        BookFacts book,
        BookBalances balances
    )
    {
        ArgumentNullException.ThrowIfNull(balances);
        if (Check(amount, toAmount, from, to) is { } refused)
        {
            return refused;
        }
        var legs = Legs(amount, toAmount ?? amount, from, to, text, book);
        return balances.Check(null, legs[0].After!) is { } overdrawn ? overdrawn : new TransactionDecision(legs);
    }

    /// <summary>The paying leg and the receiving one of what was checked before.</summary>
    public static IReadOnlyList<TransactionChange> Legs(
        decimal amount,
        decimal toAmount,
        Account from,
        Account to,
        TransferText text,
        BookFacts book
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(book);
        var transferId = Guid.CreateVersion7(book.At);
        return
        [
            new TransactionChange(null, text.Leg(from, Direction.Out, amount, transferId, book)),
            new TransactionChange(null, text.Leg(to, Direction.In, toAmount, transferId, book)),
        ];
    }

    /// <summary>
    /// 400 <c>same_account</c>, <c>currency_precision</c>, or a <c>toAmount</c> that does not fit; 409 <c>account_archived</c>; null when the
    /// accounts and amounts fit each other.
    /// </summary>
    public static Error? Check(decimal amount, decimal? toAmount, Account from, Account to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.AccountId == to.AccountId)
        {
            return SameAccount;
        }
        if (from.IsArchived || to.IsArchived)
        {
            return Problems.AccountArchived.Error;
        }
        if (from.Currency != to.Currency && toAmount is null)
        {
            return Error.Field("toAmount", $"Is required: {from.Currency} leaves and {to.Currency} arrives.");
        }
        if (from.Currency == to.Currency && toAmount is not null && toAmount != amount)
        {
            return Error.Field("toAmount", "Within one currency what leaves is what arrives.");
        }
        return Currency.Of(from.Currency).Check(amount) ?? Currency.Of(to.Currency).Check(toAmount ?? amount, "toAmount");
    }
}
