namespace Rupaya.Features.Webhooks.RotateWebhookSecret;

/// <param name="Secret">The new one, shown this once.</param>
/// <param name="PreviousSecretUntil">Until then requests are signed with the one before as well.</param>
internal sealed record RotateWebhookSecretResponse(Guid WebhookId, string Secret, DateTimeOffset PreviousSecretUntil);

internal sealed class RotateWebhookSecretEndpoint(RotateWebhookSecretHandler handler) : ApiEndpoint<RotateWebhookSecretResponse>
{
    public override void Configure()
    {
        Post("/webhooks/{webhookId:guid}/rotate-secret");
        Describe(
            "Give a webhook a new secret, with a day to change over",
            "For owners. For 24 hours each request carries the signatures of both, the new one first; a receiver takes either. A second rotation ends "
                + "the first one's overlap. The answer carries the secret: no Idempotency-Key."
        );
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), Caller, cancellation));
}
