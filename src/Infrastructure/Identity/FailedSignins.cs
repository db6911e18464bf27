using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Counts and audits wrong passwords. Everything is done for an unknown e-mail as well, statement by statement, so that neither the answer nor
/// the time tells whether there is such an account.
/// </summary>
public sealed class FailedSignins(
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
        var subject = user?.UserId ?? AuditTrail.Nobody(scope.Account);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var counted = await attempts.CountAsync(connection, scope, now, cancellation);
        var key = await KeyAsync(connection, user, subject, now, cancellation);
        await using var batch = new NpgsqlBatch(connection);
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
        Telemetry.SignedIn(SigninMethods.Password, "failed");
        if (counted.LocksNow)
        {
            outbox.Raise();
        }
        return counted.WasLocked ? Error.AccountLocked(counted.Until!.Value - now) : null;
    }

    private async Task<byte[]> KeyAsync(
        NpgsqlConnection connection,
        User? user,
        Guid subject,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (user is not null)
        {
            return await keys.GetAsync(connection, user.UserId, now, cancellation);
        }
        await UserKeys.FindAsync(connection, subject, cancellation);
        return keys.OfNobody();
    }
}
