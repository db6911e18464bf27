namespace Rupaya.Features.Webhooks.DeleteWebhook;

internal sealed class DeleteWebhookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/webhooks/{webhookId:guid}",
                (Guid webhookId, Caller caller, DeleteWebhookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(webhookId, caller, cancellation).ToHttp()
            )
            .WithName("DeleteWebhook")
            .WithTags("Webhooks")
            .WithSummary("Remove a webhook, and what waits for it")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 503);
}
