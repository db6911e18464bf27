using Npgsql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Folds what books have posted into tables of its own, and moves the projection's heads in the same transaction. Whatever asks for it, twice, late
/// or out of order, it folds what is not folded yet and nothing else.
/// </summary>
internal abstract class Projector(NpgsqlDataSource database)
{
    /// <summary>Seconds that a fold or a drop of a large book may take.</summary>
    public const int Patience = 300;

    /// <summary>The name its heads go by.</summary>
    public abstract string Name { get; }

    /// <summary>What it fills: tables with a <c>book_id</c>.</summary>
    public abstract IReadOnlyList<string> Tables { get; }

    /// <summary>Locks the heads of <paramref name="books"/> and folds, within the caller's transaction. Returns the books that have more.</summary>
    public abstract Task<IReadOnlyCollection<Guid>> FoldSomeAsync(
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
