namespace Rupaya.Features.Webhooks.UpdateWebhook;

/// <summary>What to change; what is omitted stays.</summary>
/// <param name="Url">https, with a public address, at most 2 000 characters. What waits to be sent goes there.</param>
/// <param name="Events">What to be told from now on.</param>
/// <param name="Secret">16 to 200 characters that sign each request from now on; null for one that is made here.</param>
internal sealed record UpdateWebhookRequest(Given<string> Url, Given<IReadOnlyList<string>> Events, Given<string?> Secret);

/// <param name="Secret">A secret that was made here, shown this once; else null.</param>
internal sealed record UpdateWebhookResponse(
    Guid WebhookId,
    string Url,
    IReadOnlyList<string> Events,
    int Failures,
    string? Secret,
    DateTimeOffset CreatedAt
);

internal sealed class UpdateWebhookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/webhooks/{webhookId:guid}",
                (
                    Guid webhookId,
                    UpdateWebhookRequest request,
                    Caller caller,
                    UpdateWebhookHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(webhookId, request, caller, cancellation).ToHttp()
            )
            .WithName("UpdateWebhook")
            .WithTags("Webhooks")
            .WithSummary("Change where a webhook is sent, what it is told, or its secret")
            .WithDescription(
                "For owners. 400 webhook_address for an address that is not public. An answer may carry a secret: no Idempotency-Key."
            )
            .Produces<UpdateWebhookResponse>()
            .Problems(400, 401, 403, 404, 503);
}

internal sealed class UpdateWebhookValidator : AbstractValidator<UpdateWebhookRequest>
{
    public UpdateWebhookValidator()
    {
        RuleFor(r => r.Url.Value).WebhookUrl().When(r => r.Url.IsGiven).OverridePropertyName("url");
        RuleFor(r => r.Events.Value).NotEmpty().When(r => r.Events.IsGiven).OverridePropertyName("events");
        RuleForEach(r => r.Events.Value).WebhookEvent().OverridePropertyName("events");
        RuleFor(r => r.Secret.Value).WebhookSecret().When(r => r.Secret.IsGiven).OverridePropertyName("secret");
    }
}
