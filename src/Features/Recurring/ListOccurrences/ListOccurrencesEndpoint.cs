namespace Rupaya.Features.Recurring.ListOccurrences;

/// <param name="StartDate">With <paramref name="EndDate"/>; a year back to a year ahead when both are omitted. At most 1000 occurrences are answered.</param>
internal sealed record ListOccurrencesRequest(Guid RecurringId, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class ListOccurrencesEndpoint(ListOccurrencesHandler handler)
    : ApiEndpoint<ListOccurrencesRequest, IEnumerable<OccurrenceView>>
{
    public override void Configure()
    {
        Get("/recurring/{recurringId:guid}/occurrences");
        Describe("The days of a schedule: over, to come, edited and skipped");
        InBook();
    }

    public override Task HandleAsync(ListOccurrencesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
