using Rupaya.Infrastructure.Figures;

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

internal sealed class ListTransactionsEndpoint(ListTransactionsHandler handler)
    : ApiEndpoint<ListTransactionsRequest, IEnumerable<TransactionView>>
{
    public override void Configure()
    {
        Get("/transactions");
        Describe(
            "Transactions, newest first or in another order",
            "By date, amount or creation, and then by id. The next page is in Link: rel=\"next\". 400 invalid_cursor; 503 search_timeout after a second."
        );
        InBook();
        Paged();
        Refuses(Problems.InvalidCursor, Problems.SearchTimeout);
    }

    public override Task HandleAsync(ListTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
