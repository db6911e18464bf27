namespace Rupaya.Features.Webhooks.CreateWebhook;

/// <param name="Url">https, with a public address, at most 2 000 characters.</param>
/// <param name="Events">What to be told: transaction.created, .updated, .deleted, import.completed, budget.threshold, goal.reached, account.low_balance.</param>
/// <param name="Secret">16 to 200 characters that sign each request; made here when omitted.</param>
internal sealed record CreateWebhookRequest(string? Url, IReadOnlyList<string>? Events, string? Secret);

/// <param name="Secret">Shown this once.</param>
internal sealed record CreateWebhookResponse(
    Guid WebhookId,
    string Url,
    IReadOnlyList<string> Events,
    string Secret,
    DateTimeOffset CreatedAt
);

internal sealed class CreateWebhookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/webhooks",
                (CreateWebhookRequest request, Caller caller, CreateWebhookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CreateWebhook")
            .WithTags("Webhooks")
            .WithSummary("Be told by HTTP what happens in the book")
            .WithDescription(
                "For owners. Each event is a POST of {deliveryId, event, bookId, seq, occurredAt, data}, signed in Rupaya-Signature: t=…,v1=… with "
                    + "HMAC-SHA256 of the secret over t, a full stop and the body. Anything but 2xx within 10 seconds is tried again for 24 hours; a "
                    + "deliveryId may come twice and is then the same. Answers carry the secret, so there is no Idempotency-Key. "
                    + "400 webhook_address for an address that is not public; 409 too_many_webhooks."
            )
            .Produces<CreateWebhookResponse>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 409, 503);
}
