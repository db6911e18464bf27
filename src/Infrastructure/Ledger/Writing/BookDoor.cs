using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Writing;

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
    public static readonly Error Busy = Problems.BookBusy.Error;

    /// <summary>The move would take an account below its overdraft limit.</summary>
    public static readonly Error InsufficientBalance = Problems.InsufficientBalance.About("amount");

    private TimeSpan LockWait => TimeSpan.FromMilliseconds(options.Value.LockTimeoutMs);

    /// <summary>Writes to the caller's book a number of changes that is known before: two round trips in all.</summary>
    /// <param name="caller">Who asks; must be owner or editor.</param>
    /// <param name="changes">How many numbers the commit takes: exactly as many as <paramref name="decide"/> records.</param>
    /// <param name="reads">Rows the decision needs.</param>
    /// <param name="decide">Pure decision: records changes and returns the response, or refuses and nothing happens.</param>
    /// <param name="cancellation">Ends the wait for the book; what is decided is committed.</param>
    /// <returns>The response, a stored one for a known idempotency key, or a refusal (<c>book_busy</c> after the lock timeout).</returns>
    public async Task<Result<Reply<T>>> WriteAsync<T>(
        Caller caller,
        int changes,
        BookReads reads,
        Func<LockedBook, BookCommit, Result<Reply<T>>> decide,
        CancellationToken cancellation
    )
    {
        var write = new BookWrite(caller, changes, reads, (book, commit, _) => Task.FromResult(decide(book, commit).Untyped()));
        return (await QueueAsync(write, cancellation)).As<T>();
    }

    /// <summary>The same for a write that finds out under the lock how many changes it makes, and may look things up there.</summary>
    public async Task<Result<Reply<T>>> WriteAsync<T>(
        Caller caller,
        BookReads reads,
        Func<LockedBook, BookCommit, CancellationToken, Task<Result<Reply<T>>>> decide,
        CancellationToken cancellation
    )
    {
        var write = new BookWrite(caller, null, reads, async (book, commit, c) => (await decide(book, commit, c)).Untyped());
        return (await QueueAsync(write, cancellation)).As<T>();
    }

    /// <summary>Writes what a book does by itself, such as a schedule's postings: in nobody's session, with no limit on overdrafts.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="decide">Records changes under the lock, in the name that it sets; may record none.</param>
    /// <param name="cancellation">Ends the wait for the book; what is decided is committed.</param>
    /// <returns>How many changes were made.</returns>
    public async Task<int> PostAsync(
        Guid bookId,
        Func<LockedBook, BookCommit, CancellationToken, Task> decide,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await BookLock.TakeAsync(connection, bookId, clock.NowStored(), cancellation) is not var (book, seq))
        {
            return 0;
        }
        var commit = new BookCommit(book, seq + 1);
        await decide(book, commit, cancellation);
        await StoreAsync(book, seq, commit, advance: true, record: null);
        Announced(commit);
        return commit.Taken;
    }

    private async Task<Result<StoredReply>> QueueAsync(BookWrite write, CancellationToken cancellation)
    {
        using var slot = await slots.TakeAsync(write.Caller.BookId ?? write.Caller.UserId, LockWait, cancellation);
        if (slot is null)
        {
            return Busy;
        }
        return await Contention.HandleAsync(() => WriteOnceAsync(write, cancellation), Busy);
    }

    private async Task<Result<StoredReply>> WriteOnceAsync(BookWrite write, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var taken = write.Changes ?? 0;
        var opened = await BookLock.TakeAsync(connection, write.Caller, taken, write.Reads, clock.NowStored(), cancellation);
        if (opened.Stored is not null)
        {
            return opened.Stored.Value;
        }
        if (opened.Book is null)
        {
            await transaction.RollbackAsync(cancellation);
            return await WhyRefusedAsync(write.Caller, cancellation);
        }

        await opened.Book.LoadLaterAsync(cancellation);
        var before = opened.Seq - taken;
        var commit = new BookCommit(opened.Book, before + 1);
        var decided = await write.Decide(opened.Book, commit, cancellation);
        if (!decided.IsSuccess)
        {
            return decided;
        }
        if (write.Changes is not null && commit.Taken != write.Changes)
        {
            throw new InvalidOperationException($"The decision recorded {commit.Taken} changes, but {write.Changes} numbers were taken.");
        }

        var refused = await StoreAsync(write, opened.Book, before, commit, decided.Value);
        if (refused is not null)
        {
            return refused == IdempotencySql.AlreadyUsed ? await IdempotencySql.FindAsync(database, write.Caller, cancellation) : refused;
        }
        await Failpoints.HitAsync(Failpoints.AfterCommitBeforeResponse);
        Announced(commit);
        return decided;
    }

    private void Announced(BookCommit commit)
    {
        if (commit.Taken > 0)
        {
            UsageTelemetry.Committed(commit.Announcement.Cause);
        }
        outbox.Raise();
    }

    /// <summary>Stores it with the request's idempotency record. Returns a refusal, or null when it is committed.</summary>
    private static async Task<Error?> StoreAsync(BookWrite write, LockedBook book, long before, BookCommit commit, StoredReply answer)
    {
        var record = write.Caller.Idempotency is null ? null : IdempotencySql.Insert(write.Caller, answer, book.At);
        try
        {
            await StoreAsync(book, before, commit, advance: write.Changes is null, record);
            return null;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: IdempotencySql.Table })
        {
            return IdempotencySql.AlreadyUsed;
        }
        catch (PostgresException e) when (e.ConstraintName == CategorySql.UniqueName)
        {
            return CategorySql.Exists;
        }
    }

    /// <summary>
    /// The second round trip: everything, and the commit behind it in the same pipeline. A statement that fails keeps the commit from being
    /// reached.
    /// </summary>
    private static async Task StoreAsync(LockedBook book, long before, BookCommit commit, bool advance, NpgsqlBatchCommand? record)
    {
        await using var batch = Statements(book, before, commit, advance, record);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Everything that a commit writes, without its end.</summary>
    internal static NpgsqlBatch Statements(LockedBook book, long before, BookCommit commit, bool advance, NpgsqlBatchCommand? record)
    {
        var batch = new NpgsqlBatch(book.Connection) { Timeout = 300 };
        if (advance && commit.Taken > 0)
        {
            batch.BatchCommands.Add(BookSql.Advance(book.BookId, commit.Taken));
        }
        foreach (var command in commit.Commands())
        {
            batch.BatchCommands.Add(command);
        }
        if (commit.Taken > 0)
        {
            var (cause, subject) = commit.Announcement;
            var changed = new BookChanged(book.BookId, before, before + commit.Taken, book.ActorId, cause, subject, book.At);
            batch.BatchCommands.Add(OutboxSql.Insert(changed, book.At));
        }
        if (record is not null)
        {
            batch.BatchCommands.Add(record);
        }
        return batch;
    }

    private async Task<Result<StoredReply>> WhyRefusedAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        return head.IsSuccess ? Error.Forbidden : head.Error!;
    }
}

/// <param name="Changes">How many numbers the commit takes; null when the decision finds out.</param>
internal sealed record BookWrite(
    Caller Caller,
    int? Changes,
    BookReads Reads,
    Func<LockedBook, BookCommit, CancellationToken, Task<Result<StoredReply>>> Decide
);
