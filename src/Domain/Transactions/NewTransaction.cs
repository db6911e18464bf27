using Rupaya.Domain.Ledger;

namespace Rupaya.Domain.Transactions;

/// <summary>Income, an expense or a refund that is to be recorded; its shape and range are valid.</summary>
public sealed record NewTransaction
{
    /// <summary>The account it is on.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Positive, in major units of the account's currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Income, an expense or a refund.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Must be the account's; null for the account's.</summary>
    public string? Currency { get; init; }

    /// <summary>Null for Uncategorised, and where there are parts; a refund takes the category of what was paid.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>Civil date of the book; null for today in its zone.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What its owner wrote about it.</summary>
    public string? Description { get; init; }

    /// <summary>With whom.</summary>
    public string? Merchant { get; init; }

    /// <summary>Names its owner gave it.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary><c>cleared</c> or <c>pending</c>.</summary>
    public string Status { get; init; } = "cleared";

    /// <summary>The parts; together exactly the amount.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];

    /// <summary>The expense that this gives back; null for others.</summary>
    public Guid? RefundOf { get; init; }

    /// <summary>The row it becomes.</summary>
    internal Transaction Row(BookFacts book, Account account, Guid? category) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = category,
            Flow = Flow,
            Direction = Flow == Flow.Expense ? Direction.Out : Direction.In,
            Amount = Amount,
            Currency = account.Currency,
            Date = Date ?? book.Today,
            Description = Description,
            Merchant = Merchant,
            Tags = Tags,
            Status = Status,
            RefundOf = RefundOf,
            Splits = Splits,
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
