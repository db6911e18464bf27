namespace Rupaya.Features.Recurring.SkipOccurrence;

/// <param name="Occurrence">The day that the schedule has.</param>
internal sealed record SkipOccurrenceRequest(QueryDate Occurrence);

internal sealed class SkipOccurrenceEndpoint(SkipOccurrenceHandler handler) : ApiEndpoint<SkipOccurrenceRequest, EmptyResponse>
{
    public override void Configure()
    {
        Delete("/recurring/{recurringId:guid}/occurrences/{occurrence}");
        Describe("Skip one day of a schedule", "404 where the schedule has no such day; 409 occurrence_posted when it is over.");
        InBook();
        Refuses(Problems.OccurrencePosted);
    }

    public override Task HandleAsync(SkipOccurrenceRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), request.Occurrence.Day, Caller, cancellation));
}
