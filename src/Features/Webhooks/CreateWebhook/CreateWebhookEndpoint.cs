namespace Rupaya.Features.Webhooks.CreateWebhook;

/// <param name="Url">https, with a public address, at most 2 000 characters.</param>
/// <param name="Events">What to be told, as GET /webhooks/events lists it: transaction.created, account.updated, import.completed and so on.</param>
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

internal sealed class CreateWebhookEndpoint(CreateWebhookHandler handler) : ApiEndpoint<CreateWebhookRequest, CreateWebhookResponse>
{
    public override void Configure()
    {
        Post("/webhooks");
        Describe(
            "Be told by HTTP what happens in the book",
            "For owners. Each event is a POST of {id, type, bookId, seq, occurredAt, data}, signed as Standard Webhooks says (webhook-id, "
                + "webhook-timestamp, webhook-signature; the key is the base64 after whsec_, else the secret's UTF-8), and in Rupaya-Signature: t=…,v1=… "
                + "with HMAC-SHA256 with the secret's text as key over t, the byte . and the raw body. GET /webhooks/events tells what there is. Anything but 2xx within 10 seconds is tried again for 24 hours; an "
                + "id may come twice and is then the same. After three days in which nothing arrived it is turned off. Answers carry the secret, so there is no Idempotency-Key. "
                + "400 webhook_address for an address that is not public; 409 too_many_webhooks."
        );
        Answers(StatusCodes.Status201Created);
        InBook();
        Refuses(Problems.TooManyWebhooks, Problems.WebhookAddress);
    }

    public override Task HandleAsync(CreateWebhookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
