using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>
/// The door to a book's own settings and members. It locks the head as every write does, so that whoever waits behind it is checked again
/// against what it changed: a member removed while their write waits does not write.
/// </summary>
[Refuses("book_busy")]
public sealed class MembershipDoor
{
    private readonly NpgsqlDataSource _database;
    private readonly WriteCommit _commit;
    private readonly TimeProvider _clock;

    internal MembershipDoor(NpgsqlDataSource database, WriteCommit commit, TimeProvider clock)
    {
        _database = database;
        _commit = commit;
        _clock = clock;
    }

    private const string LockText =
        $"select {BookSql.Columns}, b.erase_at, b.erase_asked_by from books b where b.book_id = $1 for no key update";

    private const string MembersText = "select user_id, role, joined_at from book_members where book_id = $1 order by joined_at, user_id";

    /// <summary>Writes to a book for the signed-in caller, who need not be a member.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="authorise">Null, or why the caller may not: asked before anything is replayed.</param>
    /// <param name="decide">Records what changes and returns the response, or refuses and nothing happens.</param>
    /// <param name="cancellation">Ends the wait for the book.</param>
    public async Task<Result<Reply<T>>> WriteAsync<T>(
        Guid bookId,
        Caller caller,
        Func<LockedMembership, Error?> authorise,
        Func<LockedMembership, CancellationToken, Task<Result<Reply<T>>>> decide,
        CancellationToken cancellation
    )
    {
        async Task<Result<StoredReply>> Decide(LockedMembership membership, CancellationToken c) => (await decide(membership, c)).Untyped();
        var written = await Contention.HandleAsync(() => WriteOnceAsync(bookId, caller, authorise, Decide, cancellation), BookDoor.Busy);
        return written.As<T>();
    }

    /// <summary>Locks a book inside the transaction of somebody else: an erasure. Null when it is gone.</summary>
    internal static async Task<LockedMembership?> LockAsync(
        NpgsqlConnection connection,
        Guid bookId,
        Guid actorId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(LockText, Parameter(bookId)));
        batch.BatchCommands.Add(Command(MembersText, Parameter(bookId)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }
        var book = BookSql.Read(reader);
        var deletion = reader.IsDBNull(BookSql.Count)
            ? null
            : new BookDeletion(reader.GetFieldValue<DateTimeOffset>(BookSql.Count), reader.GetGuid(BookSql.Count + 1));
        await reader.NextResultAsync(cancellation);
        var members = new List<BookMember>();
        while (await reader.ReadAsync(cancellation))
        {
            members.Add(
                new BookMember
                {
                    BookId = bookId,
                    UserId = reader.GetGuid(0),
                    Role = Roles.Parse(reader.GetString(1)),
                    JoinedAt = reader.GetFieldValue<DateTimeOffset>(2),
                }
            );
        }
        var locked = new LockedBook(connection, bookId, book.Currency, book.TimeZone, actorId, now);
        return new LockedMembership(locked, book, members, new BookCommit(locked, book.Seq + 1)) { Deletion = deletion };
    }

    /// <summary>Everything that was recorded, with the head moved and the event that tells of it.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Commands(LockedMembership membership)
    {
        var rows = BookDoor.Statements(membership.Locked, membership.Book.Seq, membership.Commit, advance: true);
        return rows.Concat(membership.Others);
    }

    private async Task<Result<StoredReply>> WriteOnceAsync(
        Guid bookId,
        Caller caller,
        Func<LockedMembership, Error?> authorise,
        Func<LockedMembership, CancellationToken, Task<Result<StoredReply>>> decide,
        CancellationToken cancellation
    )
    {
        var now = _clock.NowStored();
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var membership = await LockAsync(connection, bookId, caller.UserId, now, cancellation);
        var (alive, stored) = await CallerAsync(connection, caller, now, cancellation);
        if (!alive)
        {
            return Error.InvalidToken;
        }
        if (membership is null)
        {
            return Error.NotFound("Book");
        }
        if (authorise(membership) is { } refused)
        {
            return refused;
        }
        if (stored is not null)
        {
            return BookDoor.Numbered(stored.Value, membership.Book.Seq);
        }
        var decided = await decide(membership, cancellation);
        if (!decided.IsSuccess)
        {
            return decided;
        }
        var committed = await _commit.StoreAsync(connection, Commands(membership), decided, caller, now, seconds: null, cancellation);
        if (membership.Commit.Taken > 0)
        {
            UsageTelemetry.Committed(membership.Commit.Announcement.Cause);
        }
        return BookDoor.Numbered(committed, membership.Book.Seq + membership.Commit.Taken);
    }

    private static async Task<(bool Alive, Result<StoredReply>? Stored)> CallerAsync(
        NpgsqlConnection connection,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(SessionSql.Alive, Parameter(caller.SessionId), Parameter(caller.UserId), Parameter(now)));
        if (caller.Idempotency is not null)
        {
            batch.BatchCommands.Add(IdempotencySql.Select(caller));
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var alive = await reader.ReadAsync(cancellation);
        var replay = alive && await reader.NextResultAsync(cancellation) && await reader.ReadAsync(cancellation);
        return (alive, replay ? IdempotencySql.Replay(reader, caller.Idempotency!) : (Result<StoredReply>?)null);
    }
}
