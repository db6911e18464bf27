using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Webhooks.ResendWebhookDelivery;

internal sealed class ResendWebhookDeliveryHandler(BookHeads heads, RupayaDbContext context, WebhookSignal signal, TimeProvider clock)
{
    public async Task<Result<Reply<ResendWebhookDeliveryResponse>>> HandleAsync(
        Guid webhookId,
        Guid deliveryId,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (bookId, userId, now) = (book.Value.BookId, caller.UserId, clock.GetUtcNow());
        var touched = await context
            .WebhookDeliveries.Where(d => d.BookId == bookId && d.WebhookId == webhookId && d.DeliveryId == deliveryId)
            .Where(d => context.BookMembers.Any(m => m.BookId == bookId && m.UserId == userId && m.Role == Role.Owner))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.Status, "pending")
                        .SetProperty(d => d.NextAttemptAt, now)
                        .SetProperty(d => d.GiveUpAt, now + WebhookPlan.GiveUpAfter),
                cancellation
            );
        if (touched == 0)
        {
            return Error.NotFound("Delivery");
        }
        // Who asks now is not made to wait for a receiver that was down a moment ago.
        await context
            .Webhooks.Where(w => w.BookId == bookId && w.WebhookId == webhookId)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.NotBefore, now), cancellation);
        signal.Raise();
        return Reply.Accepted<ResendWebhookDeliveryResponse>(new ResendWebhookDeliveryResponse(deliveryId), location: null);
    }
}
