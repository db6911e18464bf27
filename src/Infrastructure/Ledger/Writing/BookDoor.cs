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
[Refuses("book_busy")]
public sealed class BookDoor
{
    private readonly NpgsqlDataSource _database;
    private readonly BookHeads _heads;
    private readonly WriterSlots _slots;
    private readonly WriteCommit _commit;
    private readonly IOptions<DatabaseOptions> _options;
    private readonly TimeProvider _clock;

    internal BookDoor(
        NpgsqlDataSource database,
        BookHeads heads,
        WriterSlots slots,
        WriteCommit commit,
        IOptions<DatabaseOptions> options,
        TimeProvider clock
    )
    {
        _database = database;
        _heads = heads;
        _slots = slots;
        _commit = commit;
        _options = options;
        _clock = clock;
    }

    /// <summary>The wait for a book was longer than the lock timeout.</summary>
    internal static readonly Error Busy = Problems.BookBusy.Error;

    /// <summary>The move would take an account below its overdraft limit.</summary>
    internal static readonly Error InsufficientBalance = Problems.InsufficientBalance.About("amount");

    // A sentinel: the caller may not write to this book, or their default book is another one by now. Their head tells.
    private static readonly Error NotTaken = Problems.Forbidden.Because("The book was not taken.");

    private TimeSpan LockWait => TimeSpan.FromMilliseconds(_options.Value.LockTimeoutMs);

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
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await BookLock.TakeAsync(connection, bookId, _clock.NowStored(), cancellation) is not var (book, seq))
        {
            return 0;
        }
        var recorded = new BookCommit(book, seq + 1);
        await decide(book, recorded, cancellation);
        var rows = Statements(book, seq, recorded, advance: true);
        await _commit.StoreAsync(connection, rows, StoredReply.NoContent, caller: null, book.At, WriteCommit.OfBook, cancellation);
        Count(recorded);
        return recorded.Taken;
    }

    private static void Count(BookCommit recorded)
    {
        if (recorded.Taken > 0)
        {
            UsageTelemetry.Committed(recorded.Announcement.Cause);
        }
    }

    private async Task<Result<StoredReply>> QueueAsync(BookWrite write, CancellationToken cancellation)
    {
        while (true)
        {
            using var slot = await _slots.TakeAsync(write.Caller.BookId ?? write.Caller.UserId, LockWait, cancellation);
            if (slot is null)
            {
                return Busy;
            }
            var written = await Contention.HandleAsync(() => WriteOnceAsync(write, cancellation), Busy);
            if (written.Error != NotTaken)
            {
                return written;
            }
            var head = await _heads.ReadAsync(write.Caller, cancellation);
            if (!head.IsSuccess)
            {
                return head.Error!;
            }
            if (head.Value.BookId == write.Caller.BookId)
            {
                return Error.Forbidden;
            }
            write = write with { Caller = write.Caller.InDefault(head.Value.BookId) };
        }
    }

    private async Task<Result<StoredReply>> WriteOnceAsync(BookWrite write, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var taken = write.Changes ?? 0;
        var opened = await BookLock.TakeAsync(connection, write.Caller, taken, write.Reads, _clock.NowStored(), cancellation);
        if (opened.Stored is { } replay)
        {
            return Numbered(replay, opened.Seq - taken);
        }
        if (opened.Book is not { } book)
        {
            return NotTaken;
        }

        await book.LoadLaterAsync(cancellation);
        var before = opened.Seq - taken;
        var recorded = new BookCommit(book, before + 1);
        var decided = await write.Decide(book, recorded, cancellation);
        if (!decided.IsSuccess)
        {
            return decided;
        }
        if (write.Changes is not null && recorded.Taken != write.Changes)
        {
            throw new InvalidOperationException($"The decision recorded {recorded.Taken} changes, but {write.Changes} numbers were taken.");
        }
        try
        {
            var rows = Statements(book, before, recorded, advance: write.Changes is null);
            var stored = await _commit.StoreAsync(connection, rows, decided, write.Caller, book.At, WriteCommit.OfBook, cancellation);
            await Failpoints.HitAsync(Failpoints.AfterCommitBeforeResponse);
            Count(recorded);
            return Numbered(stored, before + (stored is { IsSuccess: true, Value.Replayed: true } ? 0 : recorded.Taken));
        }
        catch (PostgresException e) when (e.ConstraintName == CategorySql.UniqueName)
        {
            return CategorySql.Exists;
        }
    }

    /// <summary>With the book's last change, so that a client knows whether what it reads next has seen its write.</summary>
    internal static Result<StoredReply> Numbered(Result<StoredReply> reply, long seq) =>
        reply.IsSuccess ? reply.Value with { Seq = seq } : reply;

    /// <summary>Everything that a commit writes, without its end.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Statements(LockedBook book, long before, BookCommit commit, bool advance)
    {
        if (advance && commit.Taken > 0)
        {
            yield return BookSql.Advance(book.BookId, commit.Taken);
        }
        foreach (var command in commit.Commands())
        {
            yield return command;
        }
        if (commit.Taken > 0)
        {
            var (cause, subject) = commit.Announcement;
            var changed = new BookChanged(book.BookId, before, before + commit.Taken, book.ActorId, cause, subject, book.At);
            yield return OutboxSql.Insert(changed, book.At);
        }
    }
}

/// <param name="Changes">How many numbers the commit takes; null when the decision finds out.</param>
internal sealed record BookWrite(
    Caller Caller,
    int? Changes,
    BookReads Reads,
    Func<LockedBook, BookCommit, CancellationToken, Task<Result<StoredReply>>> Decide
);
