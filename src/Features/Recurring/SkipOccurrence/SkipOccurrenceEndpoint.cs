namespace Rupaya.Features.Recurring.SkipOccurrence;

internal sealed class SkipOccurrenceEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/recurring/{recurringId:guid}/occurrences/{occurrence}",
                (Guid recurringId, QueryDate occurrence, Caller caller, SkipOccurrenceHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(recurringId, occurrence.Day, caller, cancellation).ToHttp()
            )
            .WithName("SkipOccurrence")
            .WithTags("Recurring")
            .WithSummary("Skip one day of a schedule")
            .WithDescription("404 where the schedule has no such day; 409 occurrence_posted when it is over.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 401, 403, 404, 409, 503);
}
