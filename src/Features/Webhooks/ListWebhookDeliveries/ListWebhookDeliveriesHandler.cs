using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Webhooks.ListWebhookDeliveries;

internal sealed class ListWebhookDeliveriesHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Reply<IEnumerable<WebhookDeliveryView>>>> HandleAsync(
        Guid webhookId,
        ListWebhookDeliveriesRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var bookId = book.Value.BookId;
        if (!await context.Webhooks.AnyAsync(w => w.BookId == bookId && w.WebhookId == webhookId, cancellation))
        {
            return Error.NotFound("Webhook");
        }
        var deliveries = await context
            .WebhookDeliveries.Where(d => d.BookId == bookId && d.WebhookId == webhookId)
            .Where(d => request.Status == null || d.Status == request.Status)
            .OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.DeliveryId)
            .Take(request.Limit ?? DefaultLimit)
            .ToListAsync(cancellation);
        var ids = deliveries.ConvertAll(d => d.DeliveryId);
        var attempts = await context
            .WebhookAttempts.Where(a => a.BookId == bookId && ids.Contains(a.DeliveryId))
            .OrderBy(a => a.Attempt)
            .ToListAsync(cancellation);
        var of = attempts.ToLookup(a => a.DeliveryId);
        return Reply.Ok<IEnumerable<WebhookDeliveryView>>(deliveries.Select(d => View(d, of[d.DeliveryId])));
    }

    private static WebhookDeliveryView View(WebhookDelivery d, IEnumerable<WebhookAttempt> attempts) =>
        new(
            d.DeliveryId,
            d.Event,
            d.Seq,
            d.OccurredAt,
            d.Status,
            d.Status == "pending" ? d.NextAttemptAt : null,
            JsonElement.Parse(d.Body),
            [.. attempts.Select(a => new WebhookAttemptView(a.Attempt, a.At, a.DurationMs, a.StatusCode, a.Error))]
        );
}
