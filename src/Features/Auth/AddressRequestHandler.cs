using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth;

/// <summary>
/// A request of somebody who names an address and shows nothing else: the same statements whether it is somebody's or not, so that nobody learns
/// which. A request about nobody ends in the worker.
/// </summary>
internal sealed class AddressRequestHandler(
    NpgsqlDataSource database,
    UserKeys keys,
    SigninAttempts attempts,
    AuditTrail audit,
    OutboxSignal outbox,
    TimeProvider clock
)
{
    private const string Find =
        "select u.user_id, k.wrapped from users u left join user_keys k on k.user_id = u.user_id where u.email_key = $1";

    private const string FindUnproved = Find + " and not u.email_verified";

    /// <param name="email">As it was typed.</param>
    /// <param name="isUnproved">True where only an address that was never confirmed counts.</param>
    /// <param name="event">For the audit log.</param>
    /// <param name="ip">Where it came from.</param>
    /// <param name="statements">For the user, or nobody, at a moment.</param>
    /// <param name="cancellation">Ends it before the commit.</param>
    public async Task RecordAsync(
        string email,
        bool isUnproved,
        string @event,
        string? ip,
        Func<Guid?, DateTimeOffset, NpgsqlBatchCommand[]> statements,
        CancellationToken cancellation
    )
    {
        var (now, emailKey) = (clock.NowStored(), EmailAddress.KeyOf(email));
        var (userId, key) = await FindAsync(isUnproved ? FindUnproved : Find, emailKey, cancellation);
        var subject = userId ?? AuditTrail.Nobody(attempts.AccountKey(emailKey));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements(userId, now))
        {
            batch.BatchCommands.Add(statement);
        }
        batch.BatchCommands.Add(AuditTrail.Insert(subject, key, @event, subject, null, new { Ip = ip }, now));
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        outbox.Raise();
    }

    private async Task<(Guid? UserId, byte[] Key)> FindAsync(string find, string emailKey, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(find);
        command.Parameters.Add(Parameter(emailKey));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return (null, keys.OfNobody());
        }
        var userId = reader.GetGuid(0);
        return (userId, reader.IsDBNull(1) ? keys.OfNobody() : keys.Unwrap(userId, reader.GetFieldValue<byte[]>(1)));
    }
}
