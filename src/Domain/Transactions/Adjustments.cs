using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>Whether an account may be set to a balance, and the transaction that does it.</summary>
public static class Adjustments
{
    private static readonly Error Proved = Problems.Reconciled.Because("A reconciliation has proved the balance of that day.");

    /// <summary>409 <c>account_archived</c> or <c>reconciled</c>, 400 for a day to come or <c>currency_precision</c>; null when it may.</summary>
    /// <param name="account">The account.</param>
    /// <param name="balance">What it holds at the end of the day, in its currency.</param>
    /// <param name="day">Civil date in the book's zone.</param>
    /// <param name="today">Civil date in the book's zone.</param>
    public static Error? Check(Account account, decimal balance, DateOnly day, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (account.IsArchived ? Problems.AccountArchived.Error : null)
            ?? (day > today ? Error.Field("date", "Must not be after today.") : null)
            ?? (account.ReconciledOn >= day ? Proved : null)
            ?? Currency.Of(account.Currency).Check(balance, "balance");
    }

    /// <summary>The transaction that makes up for a difference.</summary>
    /// <param name="account">The account.</param>
    /// <param name="difference">Not 0; what is missing, or negative what is too much, in the account's currency.</param>
    /// <param name="day">Civil date in the book's zone.</param>
    /// <param name="reason">For its description.</param>
    /// <param name="book">The book.</param>
    public static TransactionChange Make(Account account, decimal difference, DateOnly day, string? reason, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(book);
        return new(
            null,
            new Transaction
            {
                BookId = book.BookId,
                TransactionId = Guid.CreateVersion7(book.At),
                AccountId = account.AccountId,
                CategoryId = null,
                Flow = Flow.Adjustment,
                Direction = difference > 0 ? Direction.In : Direction.Out,
                Amount = Math.Abs(difference),
                Currency = account.Currency,
                Date = day,
                Description = reason,
                Merchant = null,
                Tags = [],
                Status = "cleared",
                Version = 0,
                CreatedAt = book.At,
                UpdatedAt = book.At,
            }
        );
    }
}
