namespace Rupaya.Features.Recurring.UpdateRecurring;

internal sealed class UpdateRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/recurring/{recurringId:guid}",
                (
                    Guid recurringId,
                    RecurringBody request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateRecurringHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(recurringId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateRecurring")
            .WithTags("Recurring")
            .WithSummary("Replace a schedule and what it posts from now on")
            .WithDescription(
                "The whole body is given. What was posted stays; a changed schedule goes on after the last day that is over, and what was edited or "
                    + "skipped of the old one is forgotten. If-Match makes it conditional: 412 stale_version."
            )
            .Produces<RecurringView>()
            .Problems(400, 401, 403, 404, 409, 412, 503);
}
