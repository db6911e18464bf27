using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>
/// Fans each row out into one delivery per effect, in the transaction that removes it from the outbox: nothing lost, none twice. Per effect of any
/// build: one that only a newer process has waits for it.
/// </summary>
internal sealed class InProcessTransport(EffectCatalog catalog, DeliverySignal signal) : ITransport
{
    private const string FanOut = """
        insert into deliveries (message_id, effect, contract, body, trace_parent, attempts, not_before, created_at)
        select m.message_id, effect, $1, m.body, nullif(m.trace_parent, ''), 0, m.created_at, m.created_at
          from unnest($2, $3, $4, $5) with ordinality as m(message_id, body, trace_parent, created_at, i)
         cross join (select unnest($6) as effect union select name from effects where contract = $1) as e
         order by m.i, effect on conflict do nothing
        """;

    public string System => "postgresql";

    public bool IsReady => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(
        NpgsqlConnection connection,
        IReadOnlyList<OutboxRow> rows,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var contract in rows.GroupBy(r => r.Contract, StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(Deliver(contract.Key, [.. contract], catalog.For(ContractNames.Find(contract.Key)!)));
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        return [.. rows.Select(_ => SendOutcome.Sent)];
    }

    private static NpgsqlBatchCommand Deliver(string contract, List<OutboxRow> rows, IEnumerable<EffectDescriptor> effects) =>
        Command(
            FanOut,
            Parameter(contract),
            Column(rows, r => r.MessageId),
            Column(rows, r => r.Body),
            Column(rows, r => r.TraceParent ?? ""),
            Column(rows, r => r.CreatedAt),
            Parameter([.. effects.Select(e => e.Name)])
        );

    public void Committed() => signal.Raise();
}
