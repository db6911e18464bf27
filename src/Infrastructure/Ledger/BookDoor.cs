using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Reads;
using Rupaya.Infrastructure.Time;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// The one door through which requests write to a book: one READ COMMITTED transaction that locks the book's head, checks again under a
/// fresh snapshot, and commits rows, journal, changes, event and idempotency record together. Two round
/// trips in all: begin travels with the first, commit with the second.
/// </summary>
internal sealed class BookDoor(
    NpgsqlDataSource database,
    BookHeads heads,
    WriterSlots slots,
    OutboxSignal outbox,
    IOptions<DatabaseOptions> options,
    TimeProvider clock
)
{
    /// <summary>The wait for a book was longer than the lock timeout.</summary>
    public static readonly Error Busy = new(ErrorKind.Unavailable, "book_busy", "The book is busy. Try again in a moment.");

    private TimeSpan Patience => TimeSpan.FromMilliseconds(options.Value.LockTimeoutMs);

    /// <summary>Writes to the caller's book.</summary>
    /// <param name="caller">Who asks; must be owner or editor.</param>
    /// <param name="changes">How many numbers the commit takes: exactly as many as <paramref name="decide"/> records.</param>
    /// <param name="reads">Rows the decision needs.</param>
    /// <param name="decide">Pure decision: records changes and returns the response, or refuses and nothing happens.</param>
    /// <param name="cancellation">Ends the wait for the book; what is decided is committed.</param>
    /// <returns>The response, a stored one for a known idempotency key, or a refusal (<c>book_busy</c> after the lock timeout).</returns>
    public async Task<Result<Answer>> WriteAsync(
        Caller caller,
        int changes,
        BookReads reads,
        Func<LockedBook, BookCommit, Result<Answer>> decide,
        CancellationToken cancellation
    )
    {
        using var slot = await slots.TakeAsync(caller.BookId ?? caller.UserId, Patience, cancellation);
        if (slot is null)
        {
            return Busy;
        }
        return await Contention.HandleAsync(() => WriteOnceAsync(caller, changes, reads, decide, cancellation), Busy);
    }

    private async Task<Result<Answer>> WriteOnceAsync(
        Caller caller,
        int changes,
        BookReads reads,
        Func<LockedBook, BookCommit, Result<Answer>> decide,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var opened = await BookLock.TakeAsync(connection, caller, changes, reads, clock.NowStored(), cancellation);
        if (opened.Stored is not null)
        {
            return opened.Stored.Value;
        }
        if (opened.Book is null)
        {
            await transaction.RollbackAsync(cancellation);
            return await WhyRefusedAsync(caller, cancellation);
        }

        var commit = new BookCommit(opened.Book, opened.Seq - changes + 1);
        var decided = decide(opened.Book, commit);
        if (!decided.IsSuccess)
        {
            return decided;
        }
        if (commit.Taken != changes)
        {
            throw new InvalidOperationException($"The decision recorded {commit.Taken} changes, but {changes} numbers were taken.");
        }

        var refused = await StoreAsync(connection, caller, opened, commit, decided.Value);
        if (refused is not null)
        {
            return refused == IdempotencySql.AlreadyUsed ? await IdempotencySql.FindAsync(database, caller, cancellation) : refused;
        }
        outbox.Raise();
        return decided;
    }

    /// <summary>
    /// The second round trip: everything, and the commit behind it in the same pipeline. A statement that fails keeps the commit from being
    /// reached. Returns a refusal, or null when it is committed.
    /// </summary>
    private static async Task<Error?> StoreAsync(
        NpgsqlConnection connection,
        Caller caller,
        OpenedBook opened,
        BookCommit commit,
        Answer answer
    )
    {
        var book = opened.Book!;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in commit.Rows)
        {
            batch.BatchCommands.Add(row);
        }
        foreach (var move in commit.Moves.OrderBy(m => m.AccountId))
        {
            batch.BatchCommands.Add(AccountSql.Move(book.BookId, move));
        }
        var (cause, subject) = commit.Announcement;
        var changed = new BookChanged(book.BookId, opened.Seq - commit.Taken, opened.Seq, book.ActorId, cause, subject, book.At);
        batch.BatchCommands.Add(OutboxSql.Insert(changed, book.At));
        if (caller.Idempotency is not null)
        {
            batch.BatchCommands.Add(IdempotencySql.Insert(caller, answer, book.At));
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return null;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "current_balance" })
        {
            return Error.Invalid("insufficient_balance", "Insufficient balance", "amount");
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: IdempotencySql.Table })
        {
            return IdempotencySql.AlreadyUsed;
        }
    }

    private async Task<Result<Answer>> WhyRefusedAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        return head.IsSuccess ? Error.Forbidden : head.Error!;
    }
}
