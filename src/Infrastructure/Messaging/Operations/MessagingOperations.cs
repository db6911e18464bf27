using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging.Operations;

/// <summary>What an operator sees of messaging.</summary>
/// <param name="Transport"><c>InProcess</c> or <c>RabbitMq</c>.</param>
/// <param name="BrokerReachable">False when the broker did not answer; queues are empty then.</param>
/// <param name="Outbox">What is not handed over yet.</param>
/// <param name="Queues">One for each effect.</param>
/// <param name="Projections">One for each projection.</param>
public sealed record MessagingState(
    string Transport,
    bool BrokerReachable,
    OutboxState Outbox,
    IReadOnlyList<QueueState> Queues,
    IReadOnlyList<ProjectionState> Projections
);

/// <summary>The outbox, as an operator sees it.</summary>
/// <param name="Pending">Rows that are not handed over yet.</param>
/// <param name="OldestAgeSeconds">Age of the oldest of them; 0 when there is none.</param>
/// <param name="Dead">Rows that are bad in themselves.</param>
public sealed record OutboxState(long Pending, double OldestAgeSeconds, long Dead);

/// <summary>A projection, as an operator sees it.</summary>
/// <param name="Name">The projection.</param>
/// <param name="BooksBehind">Books it has not caught up with.</param>
/// <param name="MaxLag">Changes that the one furthest behind lacks.</param>
public sealed record ProjectionState(string Name, long BooksBehind, long MaxLag);

/// <summary>The operator's view, and redrives: one at a time for each queue, in whatever process it was asked for.</summary>
public sealed class MessagingOperations
{
    private readonly NpgsqlDataSource _database;
    private readonly IQueueOperations _queues;
    private readonly EffectCatalog _catalog;
    private readonly OutboxSignal _outbox;
    private readonly IOptions<MessagingOptions> _options;

    internal MessagingOperations(
        NpgsqlDataSource database,
        IQueueOperations queues,
        EffectCatalog catalog,
        OutboxSignal outbox,
        IOptions<MessagingOptions> options
    )
    {
        _database = database;
        _queues = queues;
        _catalog = catalog;
        _outbox = outbox;
        _options = options;
    }

    private static readonly Error Running = Problems.RedriveRunning.Error;

    private const string Outbox = """
        select (select count(*) from outbox),
               coalesce(extract(epoch from clock_timestamp() - (select created_at from outbox order by id limit 1)), 0)::float8,
               (select count(*) from outbox_dead)
        """;

    [AcrossBooks("An operator asks how many books are behind.")]
    private const string Projections = """
        select p.projection, count(*) filter (where b.seq > p.applied_seq), coalesce(max(b.seq - p.applied_seq), 0)
          from projection_heads p join books b on b.book_id = p.book_id group by p.projection order by p.projection
        """;

    private const string RedriveOutbox = """
        with gone as (delete from outbox_dead returning *)
        insert into outbox (message_id, contract, body, trace_parent, created_at)
        select message_id, contract, body, trace_parent, created_at from gone order by id
        """;

    private const string Lock = "select pg_try_advisory_lock(hashtextextended('rupaya.redrive/' || $1, 0))";

    private const string Unlock = "select pg_advisory_unlock(hashtextextended('rupaya.redrive/' || $1, 0))";

    /// <summary>Outbox, queues and projections now. Answers without the queues when the broker does not.</summary>
    public async Task<MessagingState> ReadAsync(CancellationToken cancellation)
    {
        var asking = _queues.ListAsync(cancellation);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var rows = await connection.ReadAsync(
            Command(Outbox),
            r => new OutboxState(r.GetInt64(0), Math.Round(Math.Max(0, r.GetDouble(1)), 3), r.GetInt64(2)),
            cancellation
        );
        var projections = await connection.ReadAsync(
            Command(Projections),
            r => new ProjectionState(r.GetString(0), r.GetInt64(1), r.GetInt64(2)),
            cancellation
        );
        var states = await asking;
        return new MessagingState(_options.Value.Transport, states is not null, rows[0], states ?? [], projections);
    }

    /// <returns>How many went back; 404 for a queue of no effect, 409 <c>redrive_running</c>, 503 <c>broker_unavailable</c>.</returns>
    public async Task<Result<int>> RedriveAsync(string queue, CancellationToken cancellation)
    {
        var effect = _catalog.Find(queue);
        return effect is null
            ? Error.NotFound("Queue")
            : await AloneAsync(effect.Queue, _ => _queues.RedriveAsync(effect, cancellation), cancellation);
    }

    /// <summary>Puts dead outbox rows back, in their order; those still bad die again.</summary>
    public Task<Result<int>> RedriveOutboxAsync(CancellationToken cancellation) =>
        AloneAsync("outbox", connection => RedriveOutboxAsync(connection, cancellation), cancellation);

    private async Task<Result<int>> RedriveOutboxAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(RedriveOutbox));
        var count = await batch.ExecuteNonQueryAsync(cancellation);
        _outbox.Raise();
        return count;
    }

    private async Task<Result<int>> AloneAsync(
        string what,
        Func<NpgsqlConnection, Task<Result<int>>> redrive,
        CancellationToken cancellation
    )
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        // Not to be broken off half-way: nobody would know whether it is held.
        if (await connection.ScalarAsync(Command(Lock, Parameter(what)), CancellationToken.None) is not true)
        {
            return Running;
        }
        try
        {
            return await redrive(connection);
        }
        finally
        {
            // The connection goes back to its pool and would keep the lock.
            await connection.ScalarAsync(Command(Unlock, Parameter(what)), CancellationToken.None);
        }
    }
}
