using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Fans each row out into one delivery per effect, in the transaction that removes it from the outbox: nothing lost, none twice.</summary>
internal sealed class InProcessTransport(EffectCatalog catalog, DeliverySignal signal) : ITransport
{
    private const string FanOut = """
        insert into deliveries (message_id, effect, contract, body, trace_parent, attempts, not_before, created_at)
        select m.message_id, effect, $1, m.body, nullif(m.trace_parent, ''), 0, m.created_at, m.created_at
          from unnest($2, $3, $4, $5) with ordinality as m(message_id, body, trace_parent, created_at, i) cross join unnest($6) as effect
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
        var outcomes = new SendOutcome[rows.Count];
        foreach (var contract in Enumerable.Range(0, rows.Count).GroupBy(i => rows[i].Contract, StringComparer.Ordinal))
        {
            var type = ContractNames.Find(contract.Key);
            foreach (var i in contract)
            {
                outcomes[i] = type is null ? new SendOutcome(false, "unknown contract") : SendOutcome.Sent;
            }
            if (type is not null)
            {
                batch.BatchCommands.Add(Deliver(contract.Key, contract.ToList().ConvertAll(i => rows[i]), catalog.For(type)));
            }
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        return outcomes;
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
