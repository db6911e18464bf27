using Npgsql;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Fans each row out into one delivery per effect, in the transaction that removes it from the outbox: nothing lost, none twice.</summary>
internal sealed class InProcessTransport(EffectCatalog catalog, DeliverySignal signal) : ITransport
{
    // Joined by the row's own id, so that what is fanned out is what the dispatcher has locked.
    private const string FanOut = """
        insert into deliveries (message_id, effect, contract, body, trace_parent, attempts, not_before, created_at)
        select o.message_id, effect, o.contract, o.body, o.trace_parent, 0, o.created_at, o.created_at
          from outbox o cross join unnest($2) as effect where o.id = any($1) order by o.id, effect on conflict do nothing
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
                var ids = Column([.. contract], i => rows[i].Id);
                batch.BatchCommands.Add(Command(FanOut, ids, Of([.. catalog.For(type).Select(e => e.Name)])));
            }
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        return outcomes;
    }

    public void Committed() => signal.Raise();
}
