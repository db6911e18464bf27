using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions;

/// <summary>A transaction that was recorded, as its creator sees it.</summary>
internal sealed record CreatedTransaction(TransactionView View, string ETag);

/// <summary>Records what a body asks for: what creations alone and in bulk have in common. <see cref="TransactionCreation"/> decides.</summary>
internal static class TransactionFactory
{
    /// <summary>The rows that deciding needs.</summary>
    public static BookReads Reads(params IReadOnlyCollection<INewTransaction> bodies) =>
        BookReads.Of(
            bodies.Select(b => b.AccountId),
            bodies.SelectMany(b => (b.Splits ?? []).Select(s => s.CategoryId).Append(b.CategoryId)),
            bodies.Select(b => b.RefundOf)
        );

    /// <summary>Records the transaction, or tells why not and records nothing.</summary>
    /// <param name="body">Valid in shape and range.</param>
    /// <param name="book">With the rows of <see cref="Reads"/>, and the refunds of what is refunded.</param>
    /// <param name="commit">Also knows what was recorded before in the same commit.</param>
    public static Result<CreatedTransaction> Record(INewTransaction body, LockedBook book, BookCommit commit)
    {
        var decided = TransactionCreation.Decide(body.Wanted(), book, commit.Balances);
        if (decided.Error is { } refused)
        {
            return refused;
        }
        var row = commit.Record(decided.Value)[0];
        return new CreatedTransaction(TransactionView.From(row, book), TransactionView.ETag(row, book));
    }
}
