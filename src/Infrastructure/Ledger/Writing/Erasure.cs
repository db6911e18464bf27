using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>
/// Erases a user, or a book that its owner deleted, each in one transaction. A user's book without another member goes whole. In a shared one they
/// leave, the longest-standing editor (else viewer) becomes its owner, and what they wrote stays under their id, which leads to nobody any more.
/// Their key goes with their row, and with it what the audit log says about them.
/// </summary>
public sealed class Erasure(NpgsqlDataSource database, SigninAttempts attempts, AuditTrail audit, OutboxSignal outbox, TimeProvider clock)
{
    // Shared books last: who shares them should wait for their locks no longer than needed.
    [AcrossBooks(
        "Of a user who is erased: the books they are in or have deleted, by the indexes on members' users and on what is to be erased."
    )]
    private const string BooksOf = """
        select x.book_id from (
               select m.book_id, exists (select 1 from book_members o where o.book_id = m.book_id and o.user_id <> $1) as is_shared
                 from book_members m where m.user_id = $1
               union all select b.book_id, false from books b where b.erase_at is not null and b.erase_asked_by = $1) x
         order by x.is_shared, x.book_id
        """;

    [AcrossBooks("Of a user who is erased: what they were invited to, once.")]
    private const string ForgetInvitations = "delete from invitations where email_key = $1 or accepted_by = $2";

    // Somebody who signs in holds this lock while they cancel.
    private const string LockDue = "select email_key from users where user_id = $1 and erase_at <= $2 for update skip locked";

    private const string LockUnverified = "update users set erase_at = $2 where user_id = $1 and not email_verified returning email_key";

    // A worker takes it to the list outside of the database, or drops it where none is kept.
    private const string Note = "insert into unlisted_erasures (user_id, erased_at) values ($1, $2)";

    private const int EraseSeconds = 600;

    /// <summary>Erases a user whose time has come.</summary>
    /// <returns>False when it has not, or somebody signs in and cancels just now.</returns>
    public Task<bool> EraseDueAsync(Guid userId, CancellationToken cancellation) => EraseAsync(userId, LockDue, null, cancellation);

    /// <summary>Erases a user at once who never proved their address, at the word of whose address it is.</summary>
    /// <returns>False when there is no such user.</returns>
    public Task<bool> EraseUnverifiedAsync(Guid userId, CancellationToken cancellation) =>
        EraseAsync(userId, LockUnverified, "account.disowned", cancellation);

    /// <summary>Erases a deleted book whose time has come; nothing when it was restored.</summary>
    /// <returns>False when it was.</returns>
    public async Task<bool> EraseBookAsync(Guid bookId, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var membership = await MembershipDoor.LockAsync(connection, bookId, Guid.Empty, now, cancellation);
        if (membership?.Deletion is not { } deletion || deletion.EraseAt > now)
        {
            return false;
        }
        await EraseBookAsync(connection, bookId, deletion.By, cancellation);
        await CommitAsync(
            connection,
            [AuditTrail.Insert(deletion.By, key: null, "book.erased", deletion.By, new { BookId = bookId }, personal: null, now)],
            [],
            cancellation
        );
        return true;
    }

    private async Task<bool> EraseAsync(Guid userId, string take, string? why, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var locked = await connection.ScalarAsync(Command(take, Parameter(userId), Parameter(now)), cancellation);
        if (locked is not string emailKey)
        {
            return false;
        }
        var heads = new List<AuditHead>();
        foreach (var bookId in await connection.ReadAsync(Command(BooksOf, Parameter(userId)), r => r.GetGuid(0), cancellation))
        {
            heads.AddRange(await LeaveAsync(connection, bookId, userId, now, cancellation));
        }
        List<NpgsqlBatchCommand> rows =
        [
            attempts.ForgetAll(emailKey),
            Command(ForgetInvitations, Parameter(emailKey), Parameter(userId)),
            Command("delete from account_tokens where user_id = $1", Parameter(userId)),
            Command("delete from users where user_id = $1", Parameter(userId)),
            Command(Note, Parameter(userId), Parameter(now)),
        ];
        string[] events = why is null ? ["account.erased"] : [why, "account.erased"];
        rows.AddRange(events.Select(e => AuditTrail.Insert(userId, key: null, e, userId, data: null, personal: null, now)));
        await CommitAsync(connection, rows, heads, cancellation);
        return true;
    }

    private async Task CommitAsync(
        NpgsqlConnection connection,
        IEnumerable<NpgsqlBatchCommand> rows,
        List<AuditHead> heads,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(row);
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        audit.Announce([.. heads, .. await AuditTrail.RunAsync(batch, cancellation)]);
        outbox.Raise();
    }

    private static async Task<List<AuditHead>> LeaveAsync(
        NpgsqlConnection connection,
        Guid bookId,
        Guid userId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var membership = await MembershipDoor.LockAsync(connection, bookId, userId, now, cancellation);
        var leaving = membership?.Member(userId);
        if (membership is null || (leaving is null && membership.Deletion?.By != userId))
        {
            return [];
        }
        var others = membership.Members.Where(m => m.UserId != userId).ToList();
        if (leaving is null || others.Count == 0)
        {
            await EraseBookAsync(connection, bookId, userId, cancellation);
            return [];
        }
        membership.Remove(leaving);
        if (leaving.Role == Role.Owner)
        {
            var heir = others.Find(m => m.Role == Role.Editor) ?? others[0];
            membership.Commit.Record(heir, heir with { Role = Role.Owner });
            membership.Audit(heir.UserId, "book.ownership_received", new { BookId = bookId, From = userId });
        }
        await using var batch = new NpgsqlBatch(connection) { Timeout = EraseSeconds };
        foreach (var command in MembershipDoor.Commands(membership))
        {
            batch.BatchCommands.Add(command);
        }
        return await AuditTrail.RunAsync(batch, cancellation);
    }

    private static async Task EraseBookAsync(NpgsqlConnection connection, Guid bookId, Guid last, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = EraseSeconds };
        batch.BatchCommands.Add(Command("select erase_book($1, $2)", Parameter(bookId), Parameter(last)));
        batch.BatchCommands.Add(Command("delete from due_books where book_id = $1", Parameter(bookId)));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
