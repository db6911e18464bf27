using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Projections;

/// <summary>
/// Folds what books have posted into tables of its own, and moves the projection's heads in the same transaction. Whatever asks for it, twice, late
/// or out of order, it folds what is not folded yet and nothing else.
/// </summary>
public abstract class Projector(NpgsqlDataSource database)
{
    /// <summary>Why folding and mending are right in parts.</summary>
    private protected const string HoldsHead = "It holds the projection's head: what it reads cannot be folded by somebody else meanwhile.";

    /// <summary>Why there is a statement for a batch of books.</summary>
    private protected const string Batch =
        "The books of a batch of messages: a hundred in one statement cost a third of a hundred statements.";

    /// <summary>Seconds that a fold of a large book may take.</summary>
    internal const int CommandTimeoutSeconds = 300;

    /// <summary>The name its heads go by.</summary>
    internal abstract string Name { get; }

    /// <summary>
    /// One statement that computes everything anew for the book <c>$1</c>, writes only rows that are missing, wrong or too many, moves the head to
    /// the book's <c>seq</c>, and answers how many rows those were.
    /// </summary>
    internal abstract string Mend { get; }

    /// <summary>The parameter that names one book or several.</summary>
    private protected static NpgsqlParameter Named(IReadOnlyCollection<Guid> books) =>
        books.Count == 1 ? Sql.Parameter(books.First()) : Sql.Parameter([.. books]);

    /// <summary>Locks the heads of <paramref name="books"/> and folds, within the caller's transaction. Returns the books that have more.</summary>
    internal abstract Task<IReadOnlyCollection<Guid>> FoldSomeAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> books,
        CancellationToken cancellation
    );

    /// <summary>Folds everything that is committed, in as many transactions as it takes.</summary>
    public async Task FoldAsync(IReadOnlyCollection<Guid> books, CancellationToken cancellation)
    {
        while (books.Count > 0)
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            books = await FoldSomeAsync(connection, books, cancellation);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }
}
