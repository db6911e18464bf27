namespace Rupaya.Features.Recurring.DeleteRecurring;

internal sealed class DeleteRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/recurring/{recurringId:guid}",
                (Guid recurringId, IfMatch ifMatch, Caller caller, DeleteRecurringHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(recurringId, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("DeleteRecurring")
            .WithTags("Recurring")
            .WithSummary("End a schedule; what it posted stays")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 412, 503);
}
