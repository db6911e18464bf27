using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks.TestWebhook;

internal sealed class TestWebhookHandler(NpgsqlDataSource database, BookHeads heads, WebhookSignal signal, TimeProvider clock)
{
    public async Task<Result<Reply<TestWebhookResponse>>> HandleAsync(Guid webhookId, Caller caller, CancellationToken cancellation)
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var deliveryId = Guid.CreateVersion7(clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var planned = await connection.ReadAsync(
            WebhookPlan.Test(book.Value.BookId, webhookId, deliveryId, caller.UserId, book.Value.Seq, clock.NowStored()),
            r => r.GetGuid(0),
            cancellation
        );
        if (planned.Count == 0)
        {
            return Error.NotFound("Webhook");
        }
        signal.Raise();
        return Reply.Accepted<TestWebhookResponse>(new TestWebhookResponse(deliveryId), location: null);
    }
}
