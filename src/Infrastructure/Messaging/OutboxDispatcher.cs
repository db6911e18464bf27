using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>
/// Moves committed outbox rows to the transport. Runs in every process that writes; several share the work through skip locked. A failure
/// of the environment pauses the contract it concerns and never counts as an attempt; a row bad in itself goes to <c>outbox_dead</c> and
/// blocks nothing. A contract that this build does not know is a newer one's, whose processes take it; nobody does within a day, and it is bad.
/// </summary>
internal sealed partial class OutboxDispatcher(
    NpgsqlDataSource database,
    DatabaseGate gate,
    ITransport transport,
    OutboxSignal signal,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<OutboxDispatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Take = """
        select id, message_id, contract, body, trace_parent, created_at from outbox
         where id > $1 and contract <> all($2) order by id limit $3 for update skip locked
        """;

    private readonly OutboxFloor _floor = new(clock);
    private readonly Dictionary<string, DateTimeOffset> _paused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Dispatch)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(TimeSpan.FromMilliseconds(options.Value.PollMs), stoppingToken);
                await gate.PassAsync(stoppingToken);
                while (transport.IsReady && await DispatchAsync(stoppingToken) == options.Value.BatchSize)
                {
                    // A full batch: there is probably more.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e.GetType().Name, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> DispatchAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var rows = await TakeAsync(connection, cancellation);
        if (rows.Count == 0)
        {
            return 0;
        }
        var started = clock.GetTimestamp();
        var (parcels, outcomes) = await SendAsync(connection, rows, cancellation);
        await Failpoints.HitAsync(Failpoints.AfterConfirmBeforeDelete);
        await SettleAsync(connection, parcels, outcomes);
        await transaction.CommitAsync(CancellationToken.None);
        transport.Committed();
        Report(parcels, outcomes, clock.GetElapsedTime(started));
        return rows.Count;
    }

    private async Task<(IReadOnlyList<MergedMessage> Parcels, IReadOnlyList<SendOutcome> Outcomes)> SendAsync(
        NpgsqlConnection connection,
        List<OutboxRow> rows,
        CancellationToken cancellation
    )
    {
        var known = rows.FindAll(r => ContractNames.Find(r.Contract) is not null);
        var foreign = rows.FindAll(r => ContractNames.Find(r.Contract) is null);
        var parcels = HintMerger.Merge(known);
        using var trace = OutboxTrace.Begin(transport.System, parcels);
        var outcomes = known.Count == 0 ? [] : await transport.SendAsync(connection, trace.Rows, cancellation);
        trace.End(outcomes);
        return ([.. parcels, .. foreign.Select(r => new MergedMessage(r, [r]))], [.. outcomes, .. foreign.Select(Leave)]);
    }

    private SendOutcome Leave(OutboxRow row)
    {
        if (clock.GetUtcNow() - row.CreatedAt >= Overlap)
        {
            return new SendOutcome(false, "unknown contract");
        }
        if (_foreign.Add(row.Contract))
        {
            LeftToOthers(row.Contract);
        }
        return SendOutcome.NotNow;
    }

    private async Task<List<OutboxRow>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var over in _paused.Where(p => p.Value <= now).Select(p => p.Key).ToList())
        {
            _paused.Remove(over);
        }
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.Add(Parameter(_floor.Next()));
        command.Parameters.Add(Parameter(_paused.Keys.ToArray()));
        command.Parameters.Add(Parameter((long)options.Value.BatchSize));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new OutboxRow(
                    reader.GetInt64(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }
        _floor.Saw(rows.Count == 0 ? null : rows[^1].Id);
        return rows;
    }

    private async Task SettleAsync(NpgsqlConnection connection, IReadOnlyList<MergedMessage> parcels, IReadOnlyList<SendOutcome> outcomes)
    {
        await using var batch = new NpgsqlBatch(connection);
        var gone = new List<OutboxRow>();
        foreach (var (parcel, outcome) in parcels.Zip(outcomes))
        {
            foreach (var row in parcel.Of)
            {
                if (outcome.Poison is not null)
                {
                    batch.BatchCommands.Add(Bury(row, outcome.Poison));
                }
                if (outcome.Delivered || outcome.Poison is not null)
                {
                    gone.Add(row);
                }
                else
                {
                    _paused[row.Contract] = clock.GetUtcNow() + Probe;
                    _floor.LeftBehind(row.Id);
                }
            }
        }
        batch.BatchCommands.Add(Command("delete from outbox where id = any($1)", Column(gone, r => r.Id)));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private NpgsqlBatchCommand Bury(OutboxRow row, string reason)
    {
        Dead(row.MessageId, row.Contract, reason);
        return Command(
            "insert into outbox_dead (id, message_id, contract, body, trace_parent, created_at, died_at, reason) values ($1,$2,$3,$4,$5,$6,$7,$8)",
            Parameter(row.Id),
            Parameter(row.MessageId),
            Parameter(row.Contract),
            Parameter(row.Body),
            Parameter(row.TraceParent),
            Parameter(row.CreatedAt),
            Parameter(clock.GetUtcNow()),
            Parameter(reason)
        );
    }

    private void Report(IReadOnlyList<MergedMessage> parcels, IReadOnlyList<SendOutcome> outcomes, TimeSpan took)
    {
        var now = clock.GetUtcNow();
        var sent = parcels.Zip(outcomes).Where(p => p.Second.Delivered).ToList();
        var rows = sent.Sum(p => p.First.Of.Count);
        Telemetry.Sent(transport.System, rows, sent.Count, took);
        UsageTelemetry.HintsMerged.Add(rows - sent.Count);
        foreach (var row in sent.SelectMany(p => p.First.Of))
        {
            Telemetry.PublishLatency.Record((now - row.CreatedAt).TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dispatching failed and will be tried again: {Kind}: {Reason}")]
    private partial void Failed(string kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This build does not know {Contract}; its messages wait for a process that does")]
    private partial void LeftToOthers(string contract);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} ({Contract}) can never be sent: {Reason}")]
    private partial void Dead(Guid messageId, string contract, string reason);
}
