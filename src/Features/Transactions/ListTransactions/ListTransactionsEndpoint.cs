using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Transactions.ListTransactions;

/// <summary>Which transactions, in which order; a page at a time.</summary>
/// <param name="Sort"><c>date</c> (default), <c>amount</c> or <c>created</c>; equal ones by id.</param>
/// <param name="Order"><c>desc</c> (default) or <c>asc</c>.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before, for the same order.</param>
internal sealed record ListTransactionsRequest(
    Guid? AccountId,
    Guid? CategoryId,
    bool? Children,
    bool? Uncategorised,
    string? Type,
    string? Status,
    QueryDate? StartDate,
    QueryDate? EndDate,
    QueryNumber? MinAmount,
    QueryNumber? MaxAmount,
    string? Tag,
    string? Q,
    string? Sort,
    string? Order,
    int? Limit,
    string? Cursor,
    int? Offset
) : ITransactionQuery
{
    public TransactionOrder InOrder => new(Sort ?? "date", IsAscending: Order == "asc");
}

internal sealed class ListTransactionsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/transactions",
                (
                    [AsParameters] ListTransactionsRequest request,
                    Caller caller,
                    ListTransactionsHandler handler,
                    HttpContext http,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp(http)
            )
            .WithName("ListTransactions")
            .WithTags("Transactions")
            .WithSummary("Transactions, newest first or in another order")
            .WithDescription(
                "By date, amount or creation, and then by id. The next page is in Link: rel=\"next\". 400 invalid_cursor; 503 search_timeout after a second."
            )
            .Produces<IReadOnlyList<TransactionView>>()
            .Problems(400, 401, 404, 503);
}
