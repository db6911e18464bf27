using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What both legs of a transfer say.</summary>
/// <param name="Status"><c>cleared</c> or <c>pending</c>.</param>
internal sealed record TransferLegs(DateOnly Date, string? Description, string? Merchant, IReadOnlyList<string> Tags, string Status)
{
    /// <summary>What leaves, as it would be recorded: for the overdraft rule.</summary>
    public Transaction Outgoing(Account from, decimal amount, LockedBook book) => Leg(book, from, Guid.Empty, "out", amount, 0);

    /// <summary>Records what leaves and what arrives.</summary>
    /// <param name="from">The paying account.</param>
    /// <param name="to">The receiving account.</param>
    /// <param name="amount">What leaves, in the paying account's currency.</param>
    /// <param name="toAmount">What arrives, in the receiving account's currency.</param>
    /// <param name="book">The book whose head is held.</param>
    /// <param name="commit">Takes two changes.</param>
    public (Transaction Out, Transaction In) Record(
        Account from,
        Account to,
        decimal amount,
        decimal toAmount,
        LockedBook book,
        BookCommit commit
    )
    {
        var transferId = Guid.CreateVersion7(book.At);
        var outgoing = Leg(book, from, transferId, "out", amount, commit.NextSeq);
        commit.Record(null, outgoing);
        var incoming = Leg(book, to, transferId, "in", toAmount, commit.NextSeq);
        commit.Record(null, incoming);
        return (outgoing, incoming);
    }

    private Transaction Leg(LockedBook book, Account account, Guid transferId, string direction, decimal amount, long version) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = null,
            Flow = "transfer",
            Direction = direction,
            Amount = amount,
            Currency = account.Currency,
            Date = Date,
            Description = Description,
            Merchant = Merchant,
            Tags = [.. Tags],
            Status = Status,
            TransferId = transferId,
            Version = version,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
