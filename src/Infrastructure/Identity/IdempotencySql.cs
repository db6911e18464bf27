using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The record of a POST by (user, key): written in the commit of the write, replayed byte for byte, kept for 48 hours.</summary>
internal static class IdempotencySql
{
    /// <summary>A sentinel: the key was used meanwhile, so the stored answer decides.</summary>
    public static readonly Error AlreadyUsed = Problems.IdempotencyInFlight.Error;

    public const string Table = "idempotency_keys";

    private static readonly Error Mismatch = Problems.IdempotencyKeyReused.Error;

    private const string SelectText =
        "select status, body, location, etag, fingerprint from idempotency_keys where user_id = $1 and key = $2";

    public static NpgsqlBatchCommand Select(Caller caller) =>
        Command(SelectText, Parameter(caller.UserId), Parameter(caller.Idempotency!.Key));

    /// <summary>Fails with a unique violation when the key was used meanwhile. Records over 48 hours old are swept every minute.</summary>
    public static NpgsqlBatchCommand Insert(Caller caller, StoredReply answer, DateTimeOffset now) =>
        Command(
            "insert into idempotency_keys (user_id, key, fingerprint, status, location, etag, body, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)",
            Parameter(caller.UserId),
            Parameter(caller.Idempotency!.Key),
            Parameter(caller.Idempotency.Fingerprint),
            Parameter(answer.Status),
            Parameter(answer.Location),
            Parameter(answer.ETag),
            Parameter(answer.Body),
            Parameter(now)
        );

    /// <summary>Runs a batch that ends with the commit; null when the key was used meanwhile, and then nothing was written.</summary>
    public static async Task<List<AuditHead>?> RunAsync(NpgsqlBatch batch)
    {
        try
        {
            return await AuditTrail.RunAsync(batch, CancellationToken.None);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: Table })
        {
            return null;
        }
    }

    /// <summary>The stored answer, or 422 when the key was used for another request.</summary>
    public static Result<StoredReply> Replay(NpgsqlDataReader reader, IdempotencyKey key)
    {
        if (!reader.GetFieldValue<byte[]>(4).AsSpan().SequenceEqual(key.Fingerprint))
        {
            return Mismatch;
        }
        return new StoredReply(
            reader.GetInt32(0),
            reader.GetFieldValue<byte[]>(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3),
            Replayed: true
        );
    }

    /// <summary>What an earlier request with this key was answered, looked up in the caller's transaction; null for a new key.</summary>
    public static async Task<Result<StoredReply>?> StoredAsync(NpgsqlConnection connection, Caller caller, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Select(caller));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Replay(reader, caller.Idempotency!) : (Result<StoredReply>?)null;
    }

    /// <summary>Looks the record up on a connection of its own; 409 when it is gone again.</summary>
    public static async Task<Result<StoredReply>> FindAsync(NpgsqlDataSource database, Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SelectText);
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(caller.Idempotency!.Key));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Replay(reader, caller.Idempotency) : AlreadyUsed;
    }
}
