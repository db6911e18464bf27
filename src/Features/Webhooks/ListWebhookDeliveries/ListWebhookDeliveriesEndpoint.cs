using System.Text.Json;

namespace Rupaya.Features.Webhooks.ListWebhookDeliveries;

/// <param name="Status">pending, delivered or failed; all when omitted.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before, for the same status.</param>
internal sealed record ListWebhookDeliveriesRequest(string? Status, int? Limit, string? Cursor);

/// <param name="StatusCode">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why it does not count as delivered; null when it does.</param>
/// <param name="Answer">The first 4 KiB of what the receiver answered; null for nothing.</param>
/// <param name="Headers">What was sent beside the body, by name; without the signatures.</param>
internal sealed record WebhookAttemptView(
    int Attempt,
    DateTimeOffset At,
    int DurationMs,
    int? StatusCode,
    string? Error,
    string? Answer,
    IReadOnlyDictionary<string, string>? Headers
);

/// <param name="NextAttemptAt">Null when nothing more is tried.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookDeliveryView(
    Guid DeliveryId,
    string Event,
    long Seq,
    DateTimeOffset OccurredAt,
    string Status,
    DateTimeOffset? NextAttemptAt,
    JsonElement Body,
    IReadOnlyList<WebhookAttemptView> Attempts
);

internal sealed class ListWebhookDeliveriesEndpoint(ListWebhookDeliveriesHandler handler)
    : ApiEndpoint<ListWebhookDeliveriesRequest, IEnumerable<WebhookDeliveryView>>
{
    public override void Configure()
    {
        Get("/webhooks/{webhookId:guid}/deliveries");
        Describe("A webhook's deliveries with their attempts, newest first", "Deliveries that are over are kept for 30 days.");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.Forbidden, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListWebhookDeliveriesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), request, List, Caller, cancellation));
}
