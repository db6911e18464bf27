using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>
/// Tells a database that it was restored to an earlier moment, in one transaction under the owner's role (ADR 19). No number that clients may have
/// seen is used again, nobody's session or half-done sign-in goes on, no signing key verifies, and who was erased since will be erased again.
/// </summary>
/// <param name="owner">Under the owner's role.</param>
/// <param name="security">How long who asked to be erased has, and what a password's hash costs.</param>
/// <param name="clock">The present.</param>
public sealed class Restoration(NpgsqlDataSource owner, SecurityOptions security, TimeProvider clock)
{
    /// <summary>How long after the moment something in the database may be from: two clocks are never the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private const string Told = "select 1 from restores where restored_to = $1";

    // The audit log is written by everybody, and each book by its head: by their indexes.
    [AcrossBooks("An operator restores all books: which of them was written last.")]
    private const string Newest = """
        select greatest((select max(at) from audit_log), (
            select max(c.at) from books b cross join lateral (
                select at from changes c where c.book_id = b.book_id order by c.seq desc limit 1) c))
        """;

    private const string Insert = "insert into restores (restore_id, restored_to, at, by, reason) values ($1, $2, $3, $4, $5)";

    // Projections that had caught up have caught up with the new number as well; the others go on from where they are.
    [AcrossBooks("An operator restores all books: each goes on with numbers that nobody has seen.")]
    private const string Jump = """
        with moved as materialized (
            select book_id, seq, greatest(seq + 10000000, $2) as head from books order by book_id for update),
        gaps as (
            insert into book_gaps (book_id, after_seq, before_seq, restore_id) select book_id, seq, head, $1 from moved),
        heads as (
            update projection_heads p set applied_seq = m.head from moved m where p.book_id = m.book_id and p.applied_seq = m.seq),
        books as (
            update books b set seq = m.head, epoch = b.epoch + 1 from moved m where b.book_id = m.book_id returning 1)
        select count(*) from books
        """;

    private const string EndSessions = """
        with ended as (update sessions set revoked_at = $1 where revoked_at is null and expires_at > $1 returning 1)
        select count(*) from ended
        """;

    private const string EndKeys = """
        with ended as (update signing_keys set expires_at = $1 where expires_at is null or expires_at > $1 returning 1)
        select count(*) from ended
        """;

    // Due at once, so that the next sweep would do it if this command broke off now.
    private const string Erase = "update users set erase_at = $2 where user_id = any($1) returning user_id";

    /// <summary>Tells the database, or does what is left to do where it was told.</summary>
    /// <exception cref="InvalidOperationException">It was not restored to that moment; nothing is changed.</exception>
    public async Task<RestoreReport> RunAsync(RestoreOrder order, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var told = await connection.ScalarAsync(Command(Told, Parameter(order.RestoredTo)), cancellation) is not null;
        var work = new RestoredRows(connection, now, cancellation);
        var (books, sessions, keys) = told ? (0, 0, 0) : await TellAsync(work, order);
        var lost = await LostHistory.ReadAsync(connection, order.RestoredTo, order.Logged, cancellation);
        var erased = await connection.ReadAsync(
            Command(Erase, Parameter([.. lost.Erased.Union(order.Erased)]), Parameter(now)),
            r => r.GetGuid(0),
            cancellation
        );
        var applied = await new Reapplied(work, security).RunAsync(lost, order.Reapplies);
        await transaction.CommitAsync(CancellationToken.None);
        return new RestoreReport(told, books, sessions, keys, erased, applied, work.Heads);
    }

    private static async Task<(long Books, long Sessions, long Keys)> TellAsync(RestoredRows work, RestoreOrder order)
    {
        await RefuseAsync(work, order.RestoredTo);
        var restoreId = Guid.CreateVersion7(work.Now);
        await work.RunAsync(
            Insert,
            Parameter(restoreId),
            Parameter(order.RestoredTo),
            Parameter(work.Now),
            Parameter(order.By),
            Parameter(order.Reason)
        );
        var books = await work.CountAsync(Jump, Parameter(restoreId), Parameter(HeadAt(work.Now)));
        var sessions = order.KeepsSessions ? 0 : await work.CountAsync(EndSessions, Parameter(work.Now));
        await work.RunAsync("delete from mfa_challenges");
        await work.RunAsync("update account_tokens set used_at = $1 where used_at is null", Parameter(work.Now));
        var keys = await work.CountAsync(EndKeys, Parameter(work.Now));
        await work.AuditAsync(Guid.Empty, "database.restored", new { RestoreId = restoreId, order.RestoredTo });
        return (books, sessions, keys);
    }

    private static async Task RefuseAsync(RestoredRows work, DateTimeOffset restoredTo)
    {
        if (restoredTo > work.Now)
        {
            throw new InvalidOperationException($"the moment {Text(restoredTo)} is not over yet.");
        }
        if (await work.InstantAsync(Newest) is { } newest && newest > restoredTo + Skew)
        {
            throw new InvalidOperationException(
                $"the database holds what was written at {Text(newest)}: it was not restored to {Text(restoredTo)}."
            );
        }
    }

    /// <summary>
    /// A number that no history of a book has reached before this moment: a hundred thousand for each second since 1970, more than a book can write. A
    /// jump of a fixed width would meet the numbers of an earlier restore when the same moment is restored once more.
    /// </summary>
    private static long HeadAt(DateTimeOffset now) => (now - DateTimeOffset.UnixEpoch).Ticks / (TimeSpan.TicksPerSecond / 100_000);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
