using Npgsql;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Workers.DeliverWebhook;

/// <summary>
/// Plans a delivery for each webhook and change. Sending is not its work: a receiver that is slow or down for hours must hold neither a
/// message nor a lock.
/// </summary>
[EffectDefaults(Concurrency = 1)]
internal sealed class DeliverWebhookEffect(NpgsqlDataSource database, WebhookSignal signal, TimeProvider clock) : IBatchEffect<BookChanged>
{
    public async Task HandleAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(WebhookPlan.Changes(messages, clock.NowStored()));
        if (await batch.ExecuteNonQueryAsync(cancellation) > 0)
        {
            signal.Raise();
        }
    }
}
