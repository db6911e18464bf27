using System.Text.Json;

namespace Rupaya.Features.Webhooks.ListWebhookEvents;

/// <param name="Type">Its name.</param>
/// <param name="Description">When it is sent.</param>
/// <param name="Schema">Of its data, as JSON Schema.</param>
internal sealed record WebhookEventView(string Type, string Description, JsonElement Schema);

internal sealed class ListWebhookEventsEndpoint(ListWebhookEventsHandler handler) : ApiEndpoint<IEnumerable<WebhookEventView>>
{
    public override void Configure()
    {
        Get("/webhooks/events");
        Describe("What webhooks can be told", "For owners. webhook.test is sent by POST /webhooks/{webhookId}/test only.");
        InBook();
        Refuses(Problems.Forbidden);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
