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
        var now = clock.NowStored();
        var ofBook = messages.ToLookup(m => m.BookId);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var books = await connection.ReadAsync(WebhookPlan.Subscribed([.. ofBook.Select(b => b.Key)]), r => r.GetGuid(0), cancellation);
        if (books.Count == 0)
        {
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        books.ForEach(book => batch.BatchCommands.Add(WebhookPlan.Changes(book, [.. ofBook[book]], now)));
        await batch.ExecuteNonQueryAsync(cancellation);
        Guid[] planned = [.. books.Where((_, i) => batch.BatchCommands[i].RecordsAffected > 0)];
        if (planned.Length == 0)
        {
            return;
        }
        await connection.ScalarAsync(DueBookSql.Wake(planned, now), cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        signal.Raise();
    }
}
