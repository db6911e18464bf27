using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// The end of every write, whichever door it came through: rows, audit, events and the idempotency record commit together in one round trip. After
/// that the audit heads go to the log and the dispatcher is woken.
/// </summary>
internal sealed class WriteCommit(NpgsqlDataSource database, AuditTrail audit, OutboxSignal outbox)
{
    /// <summary>What a commit to a book may take, in seconds: an import moves a hundred thousand rows. All others have the connection's own patience.</summary>
    public const int OfBook = 300;

    /// <summary>Stores what was decided and commits.</summary>
    /// <param name="connection">In the transaction that holds the lock.</param>
    /// <param name="rows">Everything to write, in order; only audit rows return something.</param>
    /// <param name="decided">The reply, or a refusal that keeps its rows, such as a counted attempt.</param>
    /// <param name="caller">Whose idempotency key is recorded; null for nobody's.</param>
    /// <param name="now">UTC.</param>
    /// <param name="seconds">What it may take; null for the setting's (<c>Database:CommandTimeoutSeconds</c>).</param>
    /// <param name="cancellation">Ends the look for a stored reply; what is decided is committed.</param>
    /// <returns>What was decided; or what an earlier request with the same key was answered, and then nothing is written.</returns>
    public async Task<Result<StoredReply>> StoreAsync(
        NpgsqlConnection connection,
        IEnumerable<NpgsqlBatchCommand> rows,
        Result<StoredReply> decided,
        Caller? caller,
        DateTimeOffset now,
        int? seconds,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Timeout = seconds ?? batch.Timeout;
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(row);
        }
        if (decided.IsSuccess && caller?.Idempotency is not null)
        {
            batch.BatchCommands.Add(IdempotencySql.Insert(caller, decided.Value, now));
        }
        // In the same pipeline: a statement that fails keeps the commit from being reached.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        if (await IdempotencySql.RunAsync(batch) is not { } heads)
        {
            return await IdempotencySql.FindAsync(database, caller!, cancellation);
        }
        audit.Announce(heads);
        outbox.Raise();
        return decided;
    }
}
