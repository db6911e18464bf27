using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// Erases users whose time has come, each in one transaction. A book without another member goes whole. In a shared one they leave, the
/// longest-standing editor (else viewer) becomes its owner, and what they wrote stays under their id, which leads to nobody any more. Their
/// key goes with their row, and with it what the audit log says about them.
/// </summary>
internal sealed partial class Erasures(
    NpgsqlDataSource database,
    SigninAttempts attempts,
    ErasureList list,
    AuditTrail audit,
    OutboxSignal outbox,
    TimeProvider clock,
    ILogger<Erasures> logger
)
{
    private const int AtOnce = 20;

    // Shared books last: who shares them should wait for their locks no longer than needed.
    [AcrossBooks("Of a user who is erased: the books they are in, by the index on members' users.")]
    private const string BooksOf =
        "select m.book_id from book_members m where m.user_id = $1 "
        + "order by exists (select 1 from book_members o where o.book_id = m.book_id and o.user_id <> $1), m.book_id";

    [AcrossBooks("Of a user who is erased: what they were invited to, once.")]
    private const string ForgetInvitations = "delete from invitations where email_key = $1 or accepted_by = $2";

    private const int EraseSeconds = 600;

    /// <summary>Erases some of those who are due.</summary>
    /// <returns>How many were erased; those that could not be are tried again by the next run.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var erased = 0;
        foreach (var userId in await DueAsync(cancellation))
        {
            try
            {
                await EraseAsync(userId, cancellation);
                erased++;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                NotErased(userId, e is PostgresException p ? p.MessageText : e.GetType().Name);
            }
        }
        return erased;
    }

    private async Task EraseAsync(Guid userId, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Somebody who signs in holds this lock while they cancel.
        var emailKey = await LockAsync(connection, userId, now, cancellation);
        if (emailKey is null)
        {
            return;
        }
        var heads = new List<AuditHead>();
        foreach (var bookId in await BooksAsync(connection, userId, cancellation))
        {
            heads.AddRange(await LeaveAsync(connection, bookId, userId, now, cancellation));
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(attempts.ForgetAll(emailKey));
        batch.BatchCommands.Add(Command(ForgetInvitations, Parameter(emailKey), Parameter(userId)));
        batch.BatchCommands.Add(Command("delete from account_tokens where user_id = $1", Parameter(userId)));
        batch.BatchCommands.Add(Command("delete from users where user_id = $1", Parameter(userId)));
        batch.BatchCommands.Add(AuditTrail.Insert(userId, key: null, "account.erased", userId, data: null, personal: null, now));
        if (list.IsKept)
        {
            batch.BatchCommands.Add(Command(ErasureListing.Note, Parameter(userId), Parameter(now)));
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        heads.AddRange(await AuditTrail.RunAsync(batch, cancellation));
        audit.Announce(heads);
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
        if (membership?.Member(userId) is not { } leaving)
        {
            return [];
        }
        await using var batch = new NpgsqlBatch(connection) { Timeout = EraseSeconds };
        var others = membership.Members.Where(m => m.UserId != userId).ToList();
        if (others.Count == 0)
        {
            batch.BatchCommands.Add(Command("select erase_book($1, $2)", Parameter(bookId), Parameter(userId)));
            batch.BatchCommands.Add(Command("delete from due_books where book_id = $1", Parameter(bookId)));
            await batch.ExecuteNonQueryAsync(cancellation);
            return [];
        }
        membership.Remove(leaving);
        if (leaving.Role == Role.Owner)
        {
            var heir = others.Find(m => m.Role == Role.Editor) ?? others[0];
            membership.Commit.Record(heir, heir with { Role = Role.Owner });
            membership.Audit(heir.UserId, "book.ownership_received", new { BookId = bookId, From = userId });
        }
        foreach (var command in MembershipDoor.Commands(membership))
        {
            batch.BatchCommands.Add(command);
        }
        return await AuditTrail.RunAsync(batch, cancellation);
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                "select user_id from users where erase_at <= $1 order by random() limit $2",
                Parameter(clock.GetUtcNow()),
                Parameter(AtOnce)
            )
        );
        return await IdsAsync(batch, cancellation);
    }

    private static async Task<List<Guid>> BooksAsync(NpgsqlConnection connection, Guid userId, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(BooksOf, Parameter(userId)));
        return await IdsAsync(batch, cancellation);
    }

    private static async Task<List<Guid>> IdsAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }

    private static async Task<string?> LockAsync(
        NpgsqlConnection connection,
        Guid userId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        return await connection.ScalarAsync(
                Command(
                    "select email_key from users where user_id = $1 and erase_at <= $2 for update skip locked",
                    Parameter(userId),
                    Parameter(now)
                ),
                cancellation
            ) as string;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "User {UserId} was not erased and will be tried again: {Reason}")]
    private partial void NotErased(Guid userId, string reason);
}
