using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>What a book has that the rows of an export may meet, read under its lock.</summary>
/// <param name="Transactions">Ids of rows that are there, deleted ones included.</param>
/// <param name="Transfers">Ids of transfers that are there, deleted ones included.</param>
/// <param name="Identities">What imported rows are known by.</param>
/// <param name="Accounts">Those that are not deleted.</param>
/// <param name="AccountIds">Ids of all accounts, deleted ones included.</param>
/// <param name="Categories">Those that are not deleted.</param>
/// <param name="CategoryIds">Ids of all categories, deleted ones included.</param>
internal sealed record ExportBasis(
    HashSet<Guid> Transactions,
    HashSet<Guid> Transfers,
    HashSet<Guid> Identities,
    IReadOnlyList<Account> Accounts,
    HashSet<Guid> AccountIds,
    IReadOnlyList<Category> Categories,
    HashSet<Guid> CategoryIds
)
{
    /// <summary>Reads it, and into the book what the rows give back of what is there.</summary>
    public static async Task<ExportBasis> ReadAsync(LockedBook book, IReadOnlyList<ExportedRow> rows, CancellationToken cancellation)
    {
        await book.UseCustomPlansAsync(cancellation);
        var originals = rows.Select(r => r.RefundOf).OfType<Guid>().Distinct().ToArray();
        await book.LoadTransactionsAsync("t.transaction_id = any($2)", Parameter(originals), cancellation);
        await book.LoadRefundsAsync(originals, cancellation);
        return new ExportBasis(
            await IdsAsync("transaction_id", rows.Select(r => (Guid?)r.TransactionId)),
            await IdsAsync("transfer_id", rows.Select(r => r.TransferId)),
            await IdsAsync("import_identity", rows.Select(r => r.ImportIdentity)),
            await book.ReadAsync(
                Command($"{AccountSql.Select} where book_id = $1 and deleted_seq is null order by account_id", Parameter(book.BookId)),
                AccountSql.Read,
                cancellation
            ),
            await AllAsync("select account_id from accounts where book_id = $1"),
            await book.ReadAsync(
                Command($"{CategorySql.Select} where book_id = $1 and deleted_seq is null order by category_id", Parameter(book.BookId)),
                CategorySql.Read,
                cancellation
            ),
            await AllAsync("select category_id from categories where book_id = $1")
        );

        async Task<HashSet<Guid>> AllAsync(string text) =>
            [.. await book.ReadAsync(Command(text, Parameter(book.BookId)), r => r.GetGuid(0), cancellation)];

        async Task<HashSet<Guid>> IdsAsync(string column, IEnumerable<Guid?> ids) =>
            [
                .. await book.ReadAsync(
                    Command(
                        $"select {column} from transactions where book_id = $1 and {column} = any($2)",
                        Parameter(book.BookId),
                        Parameter(ids.OfType<Guid>().Distinct().ToArray())
                    ),
                    r => r.GetGuid(0),
                    cancellation
                ),
            ];
    }
}
