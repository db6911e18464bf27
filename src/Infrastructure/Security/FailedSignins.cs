using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Persistence.Entities;
using Rupaya.Infrastructure.Security.Audit;
using Rupaya.Infrastructure.Time;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Security;

/// <summary>
/// Counts and audits wrong passwords. Everything is done for an unknown e-mail as well, statement by statement, so that neither the answer nor
/// the time tells whether there is such an account.
/// </summary>
internal sealed class FailedSignins(
    NpgsqlDataSource database,
    SigninAttempts attempts,
    UserKeys keys,
    AuditTrail audit,
    OutboxSignal outbox,
    TimeProvider clock
)
{
    /// <summary>A refusal when the account was locked before this attempt, else null: the caller then refuses as for any wrong password.</summary>
    public async Task<Error?> CountAsync(User? user, AttemptScope scope, SigninDevice device, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        var subject = user?.UserId ?? Guid.Empty;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var counted = await attempts.CountAsync(connection, scope, now, cancellation);
        var (key, insertKey) = await KeyAsync(connection, user, now, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        if (insertKey is not null)
        {
            batch.BatchCommands.Add(insertKey);
        }
        batch.BatchCommands.Add(AuditTrail.Insert(subject, key, "signin.failed", subject, new { }, device, now));
        if (counted.LocksNow)
        {
            batch.BatchCommands.Add(AuditTrail.Insert(subject, key, "signin.locked", subject, new { counted.Until }, device, now));
            batch.BatchCommands.Add(
                OutboxSql.Insert(new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.LockedOut, user?.UserId, subject, now), now)
            );
        }
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        if (counted.LocksNow)
        {
            outbox.Raise();
        }
        return counted.WasLocked ? Error.AccountLocked(counted.Until!.Value - now) : null;
    }

    private async Task<(byte[] Key, NpgsqlBatchCommand? Insert)> KeyAsync(
        NpgsqlConnection connection,
        User? user,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("select wrapped from user_keys where user_id = $1", Of(user?.UserId ?? Guid.Empty)));
        var wrapped = await batch.ExecuteScalarAsync(cancellation) as byte[];
        if (user is null)
        {
            return (keys.OfNobody(), null);
        }
        if (wrapped is not null)
        {
            return (keys.Unwrap(user.UserId, wrapped), null);
        }
        var (key, insert) = keys.New(user.UserId, now);
        return (key, insert);
    }
}
