using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Budgets.ListBudgets;

/// <param name="Sort"><c>amount</c>, <c>startDate</c>, <c>createdAt</c> or <c>updatedAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListBudgetsRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListBudgetsEndpoint(ListBudgetsHandler handler) : ApiEndpoint<ListBudgetsRequest, IEnumerable<BudgetView>>
{
    public override void Configure()
    {
        Get("/budgets");
        Describe("All budgets, oldest first or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListBudgetsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
