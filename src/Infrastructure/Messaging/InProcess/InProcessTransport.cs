using Npgsql;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Fans each row out into one delivery per effect, in the transaction that removes it from the outbox: nothing lost, none twice.</summary>
internal sealed class InProcessTransport(EffectCatalog catalog, DeliverySignal signal) : ITransport
{
    private const string FanOut = """
        insert into deliveries (message_id, effect, contract, body, trace_parent, attempts, not_before, created_at)
        select $1, effect, $2, $3, $4, 0, $5, $5 from unnest($6) as effect on conflict do nothing
        """;

    public bool IsReady => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(
        NpgsqlConnection connection,
        IReadOnlyList<OutboxRow> rows,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        var outcomes = new SendOutcome[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var contract = ContractNames.Find(row.Contract);
            if (contract is null)
            {
                outcomes[i] = new SendOutcome(false, "unknown contract");
                continue;
            }
            outcomes[i] = SendOutcome.Sent;
            var effects = catalog.For(contract).Select(e => e.Name).ToArray();
            batch.BatchCommands.Add(
                Command(FanOut, Of(row.MessageId), Of(row.Contract), Of(row.Body), Of(row.TraceParent), Of(row.CreatedAt), Of(effects))
            );
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        return outcomes;
    }

    public void Committed() => signal.Raise();
}
