namespace Rupaya.Features.Webhooks.UpdateWebhook;

/// <summary>What to change; what is omitted stays.</summary>
/// <param name="Url">https, with a public address, at most 2 000 characters. What waits to be sent goes there.</param>
/// <param name="Events">What to be told from now on.</param>
/// <param name="Secret">16 to 200 characters that sign each request from now on; null for one that is made here. The one before ends at once.</param>
/// <param name="Enabled">False turns it off; true turns it on again, whatever turned it off.</param>
internal sealed record UpdateWebhookRequest(
    Optional<string> Url,
    Optional<IReadOnlyList<string>> Events,
    Optional<string?> Secret,
    Optional<bool?> Enabled
);

/// <param name="Secret">A secret that was made here, shown this once; else null.</param>
internal sealed record UpdateWebhookResponse(
    Guid WebhookId,
    string Url,
    IReadOnlyList<string> Events,
    int Failures,
    bool Enabled,
    string? Secret,
    DateTimeOffset CreatedAt
);

internal sealed class UpdateWebhookEndpoint(UpdateWebhookHandler handler) : ApiEndpoint<UpdateWebhookRequest, UpdateWebhookResponse>
{
    public override void Configure()
    {
        Put("/webhooks/{webhookId:guid}");
        Describe(
            "Change where a webhook is sent, what it is told, or its secret",
            "For owners. 400 webhook_address for an address that is not public. An answer may carry a secret: no Idempotency-Key."
        );
        InBook();
        Refuses(Problems.WebhookAddress);
    }

    public override Task HandleAsync(UpdateWebhookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), request, Caller, cancellation));
}
