using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>A statement file on its way into the database: stored in chunks while it arrives, queued when it is whole.</summary>
public sealed class StatementStore
{
    private readonly NpgsqlDataSource _database;
    private readonly WriteCommit _commit;
    private readonly TimeProvider _clock;

    internal StatementStore(NpgsqlDataSource database, WriteCommit commit, TimeProvider clock)
    {
        _database = database;
        _commit = commit;
        _clock = clock;
    }

    /// <summary>Starts an upload, invisible until it is queued. What one leaves behind whose client vanishes is removed by its age.</summary>
    public async Task<Guid> BeginAsync(Guid bookId, Guid userId, string fileName, CancellationToken cancellation)
    {
        var now = _clock.NowStored();
        var importId = Guid.CreateVersion7(now);
        await _database.ExecuteAsync(
            Command(
                "insert into imports (book_id, import_id, created_by, file_name, size, status, progress, rows, imported, duplicates, rejected, created_at) "
                    + "values ($1, $2, $3, $4, 0, 'uploading', 0, 0, 0, 0, 0, $5)",
                Parameter(bookId),
                Parameter(importId),
                Parameter(userId),
                Parameter(fileName),
                Parameter(now)
            ),
            cancellation
        );
        return importId;
    }

    /// <summary>Stores the next piece of the file.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="importId">The upload.</param>
    /// <param name="chunk">Its number, from 0.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public Task AppendAsync(Guid bookId, Guid importId, int chunk, byte[] data, CancellationToken cancellation) =>
        _database.ExecuteAsync(
            Command(
                // Not flushed one by one: the commit that queues the file flushes everything before it.
                "with hasty as materialized (select set_config('synchronous_commit', 'off', true)) "
                    + "insert into import_files (book_id, import_id, chunk, data) select $1, $2, $3, $4 from hasty",
                Parameter(bookId),
                Parameter(importId),
                Parameter(chunk),
                Parameter(data)
            ),
            cancellation
        );

    /// <summary>Forgets an upload that was refused or broken off.</summary>
    public Task DiscardAsync(Guid bookId, Guid importId) =>
        _database.ExecuteAsync(
            Command(
                "delete from imports where book_id = $1 and import_id = $2 and status = 'uploading'",
                Parameter(bookId),
                Parameter(importId)
            ),
            CancellationToken.None
        );

    /// <summary>Queues a whole file: status, event and idempotency record in one commit, with session and role checked again.</summary>
    public async Task<Result<Reply<T>>> QueueAsync<T>(
        Caller caller,
        QueuedStatement statement,
        Reply<T> answer,
        CancellationToken cancellation
    )
    {
        var now = _clock.NowStored();
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var update = Command(
            "update imports i set status = 'queued', account_id = $3, size = $4, sha256 = $5 from sessions s, book_members m "
                + $"where i.book_id = $1 and i.import_id = $2 and {SessionSql.AliveAs("$6", "$7", "$8")} "
                + "and m.book_id = $1 and m.user_id = $7 and m.role in ('owner', 'editor') "
                + (
                    statement.AccountId is null
                        ? ""
                        : "and exists (select 1 from accounts a where a.book_id = $1 and a.account_id = $3 and a.deleted_seq is null and not a.is_archived)"
                ),
            Parameter(statement.BookId),
            Parameter(statement.ImportId),
            Parameter(statement.AccountId),
            Parameter(statement.Size),
            Parameter(statement.Sha256),
            Parameter(caller.SessionId),
            Parameter(caller.UserId),
            Parameter(now)
        );
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync(cancellation);
        if (update.RecordsAffected == 0)
        {
            // Who asks again with their key is told what they were told, whatever became of the account.
            if (caller.Idempotency is not null && await IdempotencySql.StoredAsync(connection, caller, cancellation) is { } stored)
            {
                return stored.As<T>();
            }
            return await IsArchivedAsync(connection, statement, cancellation) ? Problems.AccountArchived.Error : Error.NotFound("Account");
        }
        var queued = OutboxSql.Insert(new ImportQueued(statement.BookId, statement.ImportId, now), now);
        return (await _commit.StoreAsync(connection, [queued], answer.Stored, caller, now, seconds: null, cancellation)).As<T>();
    }

    private static async Task<bool> IsArchivedAsync(NpgsqlConnection connection, QueuedStatement statement, CancellationToken cancellation)
    {
        var command = Command(
            "select is_archived from accounts where book_id = $1 and account_id = $2 and deleted_seq is null",
            Parameter(statement.BookId),
            Parameter(statement.AccountId)
        );
        return await connection.ScalarAsync(command, cancellation) is true;
    }
}

/// <summary>A file that arrived whole.</summary>
/// <param name="BookId">The book.</param>
/// <param name="ImportId">The upload.</param>
/// <param name="AccountId">Null for the product's own export, whose rows name theirs.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the whole file.</param>
public sealed record QueuedStatement(Guid BookId, Guid ImportId, Guid? AccountId, long Size, byte[] Sha256);
