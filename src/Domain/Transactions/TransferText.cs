using Rupaya.Domain.Ledger;

namespace Rupaya.Domain.Transactions;

/// <summary>What both legs of a transfer say.</summary>
/// <param name="Date">Civil date in the book's zone.</param>
/// <param name="Description">What its owner wrote about it.</param>
/// <param name="Merchant">With whom.</param>
/// <param name="Tags">Names its owner gave it.</param>
/// <param name="Status"><c>cleared</c> or <c>pending</c>.</param>
public sealed record TransferText(DateOnly Date, string? Description, string? Merchant, IReadOnlyList<string> Tags, string Status)
{
    internal Transaction Leg(Account account, Direction direction, decimal amount, Guid transferId, BookFacts book) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = null,
            Flow = Flow.Transfer,
            Direction = direction,
            Amount = amount,
            Currency = account.Currency,
            Date = Date,
            Description = Description,
            Merchant = Merchant,
            Tags = [.. Tags],
            Status = Status,
            TransferId = transferId,
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
