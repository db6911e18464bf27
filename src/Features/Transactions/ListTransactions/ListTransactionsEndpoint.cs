using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Transactions.ListTransactions;

/// <summary>Which transactions, in which order; a page at a time.</summary>
/// <param name="Sort">
/// <c>date</c> (default), <c>amount</c>, <c>createdAt</c> or <c>updatedAt</c>; with <c>-</c> before it the latest or largest first. <c>date</c>,
/// <c>amount</c> and <c>created</c> (the older name of <c>-createdAt</c>) are that way round also without it, unless order is <c>asc</c>. Equal ones
/// by id; updatedAt is the order in which the book took the changes.
/// </param>
/// <param name="Order"><c>asc</c> or <c>desc</c>, for a sort without a sign.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before, for the same filters and order.</param>
internal sealed record ListTransactionsRequest(
    QueryIds? Ids,
    Guid? AccountId,
    QueryIds? AccountIds,
    Guid? CategoryId,
    bool? IncludeChildren,
    bool? Children,
    bool? Uncategorised,
    string? Type,
    string? Flow,
    string? Status,
    bool? Reconciled,
    QueryDate? StartDate,
    QueryDate? EndDate,
    QueryNumber? MinAmount,
    QueryNumber? MaxAmount,
    string? Tag,
    QueryWords? Tags,
    string? TagMode,
    QueryInstant? CreatedSince,
    QueryInstant? UpdatedSince,
    string? Q,
    string? Sort,
    string? Order,
    int? Limit,
    string? Cursor,
    int? Offset
) : ITransactionQuery
{
    public TransactionOrder InOrder => TransactionOrder.Of(Sort, Order);
}

internal sealed class ListTransactionsEndpoint(ListTransactionsHandler handler)
    : ApiEndpoint<ListTransactionsRequest, IEnumerable<TransactionView>>
{
    public override void Configure()
    {
        Get("/transactions");
        Describe(
            "Transactions, newest first or in another order",
            "By date, amount, creation or last change, and then by id. The next page is in Link: rel=\"next\"; its cursor is for the same filters and "
                + "order (400 cursor_mismatch). Only the date has an index that a very large book needs: 503 search_timeout after a second."
        );
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor, Problems.SearchTimeout);
    }

    public override Task HandleAsync(ListTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
