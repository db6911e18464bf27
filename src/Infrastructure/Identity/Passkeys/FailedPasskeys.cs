using System.Security.Cryptography;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>
/// Records sign-ins with a passkey that were refused. Everything is done for an unknown credential as well, statement by statement, so that the time
/// tells nothing. Nothing is locked: a signature cannot be guessed.
/// </summary>
public sealed class FailedPasskeys
{
    private const string Owner = "select user_id from passkeys where credential_id = $1";

    private readonly NpgsqlDataSource _database;
    private readonly UserKeys _keys;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _clock;

    internal FailedPasskeys(NpgsqlDataSource database, UserKeys keys, AuditTrail audit, TimeProvider clock) =>
        (_database, _keys, _audit, _clock) = (database, keys, audit, clock);

    /// <summary>Records one.</summary>
    /// <param name="credential">As it came, somebody's or nobody's.</param>
    /// <param name="device">Where it came from.</param>
    /// <param name="cancellation">Ends the look-up; what is decided is committed.</param>
    public async Task RecordAsync(SignedCredential credential, SigninDevice device, CancellationToken cancellation)
    {
        var (now, credentialId) = (_clock.NowStored(), Bytes.Of(credential.Id) ?? []);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var owner = await connection.ScalarAsync(Sql.Command(Owner, Sql.Parameter(credentialId)), cancellation) as Guid?;
        var subject = owner ?? AuditTrail.Nobody(SHA256.HashData(credentialId));
        var key = await KeyAsync(connection, owner, subject, now, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AuditTrail.Insert(subject, key, "signin.failed", subject, new { Factor = "passkey" }, device, now));
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        _audit.Announce(heads);
    }

    private async Task<byte[]> KeyAsync(
        NpgsqlConnection connection,
        Guid? owner,
        Guid subject,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (owner is { } userId)
        {
            return await _keys.GetAsync(connection, userId, now, cancellation);
        }
        await UserKeys.FindAsync(connection, subject, cancellation);
        return _keys.OfNobody();
    }
}
