namespace Rupaya.Features.Recurring.ListOccurrences;

/// <param name="StartDate">With <paramref name="EndDate"/>; a year back to a year ahead when both are omitted. At most 1000 occurrences are answered.</param>
internal sealed record ListOccurrencesRequest(Guid RecurringId, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class ListOccurrencesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/recurring/{recurringId:guid}/occurrences",
                (
                    [AsParameters] ListOccurrencesRequest request,
                    Caller caller,
                    ListOccurrencesHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("ListOccurrences")
            .WithTags("Recurring")
            .WithSummary("The days of a schedule: over, to come, edited and skipped")
            .Produces<IReadOnlyList<OccurrenceView>>()
            .Problems(400, 401, 404, 503);
}

internal sealed class ListOccurrencesValidator : RangeQueryValidator<ListOccurrencesRequest>;
