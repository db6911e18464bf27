using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Recurring.ListRecurring;

/// <param name="Sort"><c>nextDate</c>, <c>startDate</c>, <c>amount</c>, <c>createdAt</c> or <c>updatedAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListRecurringRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListRecurringEndpoint(ListRecurringHandler handler) : ApiEndpoint<ListRecurringRequest, IEnumerable<RecurringView>>
{
    public override void Configure()
    {
        Get("/recurring");
        Describe("All schedules, oldest first or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListRecurringRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
