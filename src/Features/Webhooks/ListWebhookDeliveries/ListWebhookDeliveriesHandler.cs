using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Webhooks.ListWebhookDeliveries;

internal sealed class ListWebhookDeliveriesHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<WebhookDeliveryView>>> HandleAsync(
        Guid webhookId,
        ListWebhookDeliveriesRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var cursor = list.Read(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (bookId, limit) = (book.Value.BookId, request.Limit ?? DefaultLimit);
        if (!await context.Webhooks.AnyAsync(w => w.BookId == bookId && w.WebhookId == webhookId, cancellation))
        {
            return Error.NotFound("Webhook");
        }
        var all = context
            .WebhookDeliveries.Where(d => d.BookId == bookId && d.WebhookId == webhookId)
            .Where(d => request.Status == null || d.Status == request.Status);
        if (cursor.Value is { } last)
        {
            if (!long.TryParse(last.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
            {
                return CursorScope.Invalid;
            }
            var (at, id) = (new DateTimeOffset(ticks, TimeSpan.Zero), last.Id);
            all = all.Where(d => d.CreatedAt < at || (d.CreatedAt == at && d.DeliveryId < id));
        }
        var rows = await all.OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.DeliveryId)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? list.After(PositionOf(page[^1])) : null;
        return new Page<WebhookDeliveryView>(await ViewAsync(bookId, page, cancellation), next);
    }

    private async Task<List<WebhookDeliveryView>> ViewAsync(Guid bookId, List<WebhookDelivery> page, CancellationToken cancellation)
    {
        var ids = page.ConvertAll(d => d.DeliveryId);
        var attempts = await context
            .WebhookAttempts.Where(a => a.BookId == bookId && ids.Contains(a.DeliveryId))
            .OrderBy(a => a.Attempt)
            .ToListAsync(cancellation);
        var of = attempts.ToLookup(a => a.DeliveryId);
        return page.ConvertAll(d => View(d, of[d.DeliveryId]));
    }

    private static Position PositionOf(WebhookDelivery d) => new(d.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), d.DeliveryId);

    private static WebhookDeliveryView View(WebhookDelivery d, IEnumerable<WebhookAttempt> attempts) =>
        new(
            d.DeliveryId,
            d.Event,
            d.Seq,
            d.OccurredAt,
            d.Status,
            d.Status == "pending" ? d.NextAttemptAt : null,
            JsonElement.Parse(d.Body),
            [
                .. attempts.Select(a => new WebhookAttemptView(
                    a.Attempt,
                    a.At,
                    a.DurationMs,
                    a.StatusCode,
                    a.Error,
                    a.Answer,
                    a.Headers is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(a.Headers)
                )),
            ]
        );
}
