using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Webhooks.TestWebhook;

internal sealed class TestWebhookHandler(NpgsqlDataSource database, BookHeads heads, WebhookSignal signal, TimeProvider clock)
{
    public async Task<Result<Reply<TestWebhookResponse>>> HandleAsync(
        Guid webhookId,
        TestWebhookRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var deliveryId = Guid.CreateVersion7(clock.GetUtcNow());
        var (bookId, now) = (book.Value.BookId, clock.NowStored());
        await using var batch = database.CreateBatch();
        var @event = request.Event ?? WebhookEvents.Test;
        var data = SampleData.Of(@event, now);
        batch.BatchCommands.Add(WebhookPlan.Test(bookId, webhookId, deliveryId, caller.UserId, book.Value.Seq, now, @event, data));
        batch.BatchCommands.Add(DueBookSql.Wake([bookId], now));
        await batch.ExecuteNonQueryAsync(cancellation);
        if (batch.BatchCommands[0].RecordsAffected == 0)
        {
            return await BookOwnership.WhyNotAsync(database, bookId, webhookId, "Webhook", cancellation);
        }
        signal.Raise();
        return Reply.Accepted<TestWebhookResponse>(new TestWebhookResponse(deliveryId), location: null);
    }
}
