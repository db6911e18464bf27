using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// The one door through which a user and what belongs to them is written: their row is locked, the session is checked after the wait, and
/// the change commits with its audit rows and events. A ban, a new password or a sign-in can therefore never pass each other by.
/// </summary>
[Refuses("account_busy")]
public sealed class UserDoor
{
    private readonly NpgsqlDataSource _database;
    private readonly UserKeys _keys;
    private readonly WriteCommit _commit;
    private readonly TimeProvider _clock;

    internal UserDoor(NpgsqlDataSource database, UserKeys keys, WriteCommit commit, TimeProvider clock)
    {
        _database = database;
        _keys = keys;
        _commit = commit;
        _clock = clock;
    }

    private const string Lock = $"select {UserSql.Columns} from users u where u.user_id = $1 for no key update";

    private static readonly Error Busy = Problems.AccountBusy.Error;

    /// <summary>Writes for the signed-in caller; 401 when their session ended meanwhile.</summary>
    public Task<Result<Reply<T>>> WriteAsync<T>(
        Caller caller,
        Func<UserChanges, CancellationToken, Task<Result<Reply<T>>>> decide,
        CancellationToken cancellation
    ) => RunAsync(caller.UserId, caller.UserId, caller, decide, cancellation);

    /// <summary>Writes for the signed-in caller, where the decision reads nothing more.</summary>
    public Task<Result<Reply<T>>> WriteAsync<T>(
        Caller caller,
        Func<UserChanges, Result<Reply<T>>> decide,
        CancellationToken cancellation
    ) => WriteAsync<T>(caller, (work, _) => Task.FromResult(decide(work)), cancellation);

    /// <summary>Writes for a user without session: one who proves themselves by something else, or one whom an administrator acts on.</summary>
    public Task<Result<Reply<T>>> WriteAsync<T>(
        Guid userId,
        Guid actorId,
        Func<UserChanges, CancellationToken, Task<Result<Reply<T>>>> decide,
        CancellationToken cancellation
    ) => RunAsync(userId, actorId, null, decide, cancellation);

    private async Task<Result<Reply<T>>> RunAsync<T>(
        Guid userId,
        Guid actorId,
        Caller? caller,
        Func<UserChanges, CancellationToken, Task<Result<Reply<T>>>> decide,
        CancellationToken cancellation
    )
    {
        async Task<Result<StoredReply>> Decide(UserChanges work, CancellationToken c) => (await decide(work, c)).Untyped();
        return (await Contention.HandleAsync(() => RunOnceAsync(userId, actorId, caller, Decide, cancellation), Busy)).As<T>();
    }

    private async Task<Result<StoredReply>> RunOnceAsync(
        Guid userId,
        Guid actorId,
        Caller? caller,
        Func<UserChanges, CancellationToken, Task<Result<StoredReply>>> decide,
        CancellationToken cancellation
    )
    {
        var now = _clock.NowStored();
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var user = await LockAsync(connection, userId, caller?.SessionId, now, cancellation);
        if (user is null)
        {
            return caller is null ? Error.NotFound("User") : Error.InvalidToken;
        }
        var key = await _keys.GetAsync(connection, userId, now, cancellation);
        var work = new UserChanges(connection, user, key, actorId, now);
        if (caller?.Idempotency is not null && await IdempotencySql.StoredAsync(connection, caller, cancellation) is { } stored)
        {
            return stored;
        }
        var decided = await decide(work, cancellation);
        if (!decided.IsSuccess && !work.KeepsRefusal)
        {
            return decided;
        }
        var written = await _commit.StoreAsync(connection, work.Commands, decided, caller, now, seconds: null, cancellation);
        await Failpoints.HitAsync(Failpoints.AfterUserCommitBeforeResponse);
        return written;
    }

    private static async Task<User?> LockAsync(
        NpgsqlConnection connection,
        Guid userId,
        Guid? sessionId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Lock, Parameter(userId)));
        if (sessionId is not null)
        {
            // A statement of its own: its snapshot is taken after the wait for the lock.
            batch.BatchCommands.Add(Command(SessionSql.Alive, Parameter(sessionId.Value), Parameter(userId), Parameter(now)));
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }
        var user = UserSql.Read(reader);
        if (sessionId is not null)
        {
            await reader.NextResultAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
            {
                return null;
            }
        }
        return user;
    }
}
